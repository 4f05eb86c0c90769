import Dialects
import Testing

@Suite("Anthropic streams for OpenAI callers")
struct TranslationStreamToOpenAITests {
  private let start = #"""
    {"type":"message_start","message":{"id":"msg_1","model":"m","usage":{"input_tokens":10,"output_tokens":1,\#
    "cache_read_input_tokens":7,"cache_creation_input_tokens":5}}}
    """#
  private let stop = #"{"type":"message_stop"}"#

  private func end(_ reason: String) -> String {
    #"{"type":"message_delta","delta":{"stop_reason":"\#(reason)","stop_sequence":null},"usage":{"output_tokens":42}}"#
  }

  private func begin(_ index: Int, _ block: String) -> String {
    #"{"type":"content_block_start","index":\#(index),"content_block":{\#(block)}}"#
  }

  private func delta(_ index: Int, _ delta: String) -> String {
    #"{"type":"content_block_delta","index":\#(index),"delta":{\#(delta)}}"#
  }

  private func end(block index: Int) -> String { #"{"type":"content_block_stop","index":\#(index)}"# }

  private let prefix = #"{"id":"msg_1","object":"chat.completion.chunk","created":7,"model":"m","choices":["#

  private func chunk(_ delta: String, reason: String = "null") -> String {
    prefix + #"{"index":0,"delta":\#(delta),"finish_reason":\#(reason)}]}"#
  }

  @Test("the role comes first, a call's id and name with its first fragment, the reason last, then [DONE]")
  func order() throws {
    let stream = anthropicStream([
      start, begin(0, #""type":"text","text":"""#), #"{"type":"ping"}"#,
      delta(0, #""type":"text_delta","text":"a""#), end(block: 0),
      begin(1, #""type":"tool_use","id":"t","name":"f","input":{}"#),
      delta(1, #""type":"input_json_delta","partial_json":"""#),
      delta(1, #""type":"input_json_delta","partial_json":"{\"x\": 1.""#),
      delta(1, #""type":"input_json_delta","partial_json":"50}""#), end(block: 1),
      begin(2, #""type":"tool_use","id":"u","name":"g","input":{}"#), end(block: 2), end("tool_use"), stop,
    ])
    let result = try translatedStream([stream], to: .openAIChat, includeUsage: false)
    #expect(
      eventData(result.text) == [
        chunk(#"{"role":"assistant","content":""}"#), chunk(#"{"content":"a"}"#),
        chunk(#"{"tool_calls":[{"index":0,"id":"t","type":"function","function":{"name":"f","arguments":""}}]}"#),
        chunk(#"{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\": 1."}}]}"#),
        chunk(#"{"tool_calls":[{"index":0,"function":{"arguments":"50}"}}]}"#),
        chunk(#"{"tool_calls":[{"index":1,"id":"u","type":"function","function":{"name":"g","arguments":""}}]}"#),
        chunk(#"{"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]}"#),
        chunk("{}", reason: #""tool_calls""#), "[DONE]",
      ])
    #expect(result.stream.isFinished)
    #expect(result.text.contains(": ping\n\n"))
  }

  @Test("usage is a chunk of its own, only on demand, with cached tokens within the prompt")
  func usage() throws {
    let stream = anthropicStream([start, end("end_turn"), stop])
    let events = eventData(try translatedStream([stream], to: .openAIChat).text)
    #expect(
      events.dropLast().last
        == #"{"id":"msg_1","object":"chat.completion.chunk","created":7,"model":"m","choices":[],"usage":"#
        + #"{"prompt_tokens":22,"completion_tokens":42,"total_tokens":64,"prompt_tokens_details":"#
        + #"{"cached_tokens":7,"cache_write_tokens":5},"completion_tokens_details":{"reasoning_tokens":0}}}"#)
    #expect(events.dropLast(2).allSatisfy { $0.hasSuffix(#","usage":null}"#) })
    let without = try translatedStream([stream], to: .openAIChat, includeUsage: false)
    #expect(!without.text.contains("usage"))
    #expect(without.stream.usage == UsageCounts(input: 10, cacheRead: 7, cacheWriteShort: 5, output: 42))
  }

  @Test("thinking is reasoning, and the provider's own tools leave no trace among the caller's")
  func thinking() throws {
    let stream = anthropicStream([
      start, begin(0, #""type":"thinking","thinking":"","signature":"""#),
      delta(0, #""type":"thinking_delta","thinking":"hm""#), delta(0, #""type":"signature_delta","signature":"s""#),
      end(block: 0), begin(1, #""type":"server_tool_use","id":"s","name":"web_search","input":{}"#),
      delta(1, #""type":"input_json_delta","partial_json":"{}""#), end(block: 1),
      begin(2, #""type":"tool_use","id":"t","name":"f","input":{"whole":1}"#), end(block: 2), end("tool_use"), stop,
    ])
    #expect(
      eventData(try translatedStream([stream], to: .openAIChat, includeUsage: false).text).dropFirst() == [
        chunk(#"{"reasoning_content":"hm"}"#),
        chunk(#"{"tool_calls":[{"index":0,"id":"t","type":"function","function":{"name":"f","arguments":""}}]}"#),
        chunk(#"{"tool_calls":[{"index":0,"function":{"arguments":"{\"whole\":1}"}}]}"#),
        chunk("{}", reason: #""tool_calls""#), "[DONE]",
      ])
  }

  @Test(
    "every reason to stop has its word",
    arguments: [
      ("end_turn", "stop"), ("stop_sequence", "stop"), ("max_tokens", "length"), ("refusal", "content_filter"),
      ("model_context_window_exceeded", "length"),
    ])
  func reasons(stopReason: String, reason: String) throws {
    let stream = anthropicStream([start, end(stopReason), stop])
    #expect(
      try translatedStream([stream], to: .openAIChat).text.contains(#""delta":{},"finish_reason":"\#(reason)""#))
  }
}
