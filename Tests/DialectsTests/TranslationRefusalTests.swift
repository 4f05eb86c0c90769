import Dialects
import Testing

@Suite("Requests that the other dialect cannot say")
struct TranslationRefusalTests {
  private func refusal(_ translate: () throws(DialectError) -> JSONValue) -> DialectError? {
    do throws(DialectError) {
      _ = try translate()
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "what would change the answer is refused for Anthropic, and the field is named",
    arguments: [
      (#""n":2"#, "n"), (#""logprobs":true"#, "logprobs"), (#""logit_bias":{"5":1}"#, "logit_bias"),
      (#""modalities":["text","audio"]"#, "modalities[1]"), (#""audio":{"voice":"a"}"#, "audio"),
      (#""functions":[]"#, "functions"), (#""web_search_options":{}"#, "web_search_options"),
      (#""response_format":{"type":"json_object"}"#, "response_format.type"), (#""stop":["a","\n"]"#, "stop"),
      (#""tools":[{"type":"custom","custom":{"name":"c"}}]"#, "tools[0].type"),
    ])
  func unsupportedSetting(members: String, parameter: String) {
    let error = refusal { () throws(DialectError) in
      try toAnthropic(#"{"model":"m","messages":[{"role":"user","content":"q"}],\#(members)}"#)
    }
    #expect(error?.code == .unsupported)
    #expect(error?.parameter == parameter)
  }

  @Test(
    "content that only OpenAI reads is refused with its place",
    arguments: [
      (#"{"role":"user","content":[{"type":"input_audio","input_audio":{}}]}"#, "messages[0].content[0].type"),
      (#"{"role":"user","content":[{"type":"file","file":{"file_id":"f"}}]}"#, "messages[0].content[0].file"),
      (
        #"{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:text/plain,x"}}]}"#,
        "messages[0].content[0].image_url.url"
      ),
      (#"{"role":"user","content":[{"type":"image_url","image_url":"data:image/bmp;base64,QQ=="}]}"#, "messages"),
      (#"{"role":"function","name":"f","content":"x"}"#, "messages[0].role"),
      (#"{"role":"assistant","function_call":{"name":"f","arguments":""}}"#, "messages[0].function_call"),
      (#"{"role":"assistant","content":"a"},{"role":"user","content":""}"#, "messages"),
    ])
  func unsupportedContent(messages: String, parameter: String) {
    let error = refusal { () throws(DialectError) in try toAnthropic(#"{"model":"m","messages":[\#(messages)]}"#) }
    #expect(error?.code == .unsupported)
    #expect(error?.parameter == parameter)
  }

  @Test(
    "what only Anthropic does is refused for OpenAI-compatible upstreams",
    arguments: [
      (#""tools":[{"type":"web_search_20260209","name":"web_search"}]"#, "tools[0].type"),
      (#""container":"c""#, "container"), (#""mcp_servers":[]"#, "mcp_servers"),
      (#""inference_geo":"us""#, "inference_geo"),
      (#""stop_sequences":["a","b","c","d","e"]"#, "stop_sequences"),
    ])
  func unsupportedByOpenAI(members: String, parameter: String) {
    let error = refusal { () throws(DialectError) in
      try toOpenAI(#"{"model":"m","max_tokens":5,"messages":[{"role":"user","content":"q"}],\#(members)}"#)
    }
    #expect(error?.code == .unsupported)
    #expect(error?.parameter == parameter)
  }

  @Test(
    "blocks that only Anthropic reads are refused with their place",
    arguments: [
      (#"{"role":"user","content":[{"type":"search_result"}]}"#, "messages[0].content[0].type"),
      (
        #"{"role":"user","content":[{"type":"image","source":{"type":"file","file_id":"f"}}]}"#,
        "messages[0].content[0].source.type"
      ),
      (
        #"{"role":"user","content":[{"type":"document","source":{"type":"url","url":"https://example.org"}}]}"#,
        "messages[0].content[0].source.type"
      ),
      (#"{"role":"user","content":"q"},{"role":"assistant","content":"The answer is"}"#, "messages"),
    ])
  func unsupportedBlocks(messages: String, parameter: String) {
    let error = refusal { () throws(DialectError) in
      try toOpenAI(#"{"model":"m","max_tokens":5,"messages":[\#(messages)]}"#)
    }
    #expect(error?.code == .unsupported)
    #expect(error?.parameter == parameter)
  }

  @Test(
    "a choice of a tool that is not offered is refused",
    arguments: [#"{"type":"function","function":{"name":"g"}}"#, #""sometimes""#])
  func unknownTool(choice: String) {
    let error = refusal { () throws(DialectError) in
      try toAnthropic(
        #"""
        {"model":"m","messages":[{"role":"user","content":"q"}],"tool_choice":\#(choice),
        "tools":[{"type":"function","function":{"name":"f"}}]}
        """#)
    }
    #expect(error?.code == .invalidValue)
    #expect(error?.parameter?.hasPrefix("tool_choice") == true)
  }

  @Test("instructions alone are not a conversation for Anthropic")
  func onlySystem() {
    let error = refusal { () throws(DialectError) in
      try toAnthropic(#"{"model":"m","messages":[{"role":"system","content":"s"}]}"#)
    }
    #expect(error?.code == .missingField)
  }
}
