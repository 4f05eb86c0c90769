import Dialects
import Testing

@Suite("Whole replies in the other dialect")
struct TranslationReplyTests {
  private func openAI(_ message: String, reason: String = "stop", usage: String = "null") -> String {
    #"""
    {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
    "message":{"role":"assistant",\#(message)},"finish_reason":"\#(reason)"}],"usage":\#(usage)}
    """#
  }

  private func anthropic(_ content: String, reason: String = "end_turn", usage: String = "{}") -> String {
    #"""
    {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[\#(content)],
    "stop_reason":"\#(reason)","stop_sequence":null,"usage":\#(usage)}
    """#
  }

  @Test("text and calls become blocks, and an empty text becomes none")
  func toAnthropic() throws {
    let calls =
      #""tool_calls":[{"id":"a.b","type":"function","function":{"name":"f","arguments":"{\"x\": 1.50}"}},"#
      + #"{"id":"","type":"function","function":{"name":"g","arguments":""}}]"#
    let reply = try translatedReply(
      openAI(#""content":" ","reasoning_content":"hm",\#(calls)"#, reason: "stop"), to: .anthropicMessages)
    #expect(
      spelled(reply.body)
        == #"{"id":"chatcmpl-1","type":"message","role":"assistant","model":"m","content":["#
        + #"{"type":"tool_use","id":"a_2eb","name":"f","input":{"x":1.50}},"#
        + #"{"type":"tool_use","id":"call_chatcmpl-1_1","name":"g","input":{}}],"#
        + #""stop_reason":"tool_use","stop_sequence":null,"stop_details":null,"usage":{"input_tokens":0,"#
        + #""cache_creation_input_tokens":0,"cache_read_input_tokens":0,"cache_creation":"#
        + #"{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":0}}"#)
  }

  @Test("text, thinking and calls become one message")
  func toOpenAI() throws {
    let reply = try translatedReply(
      anthropic(
        #"""
        {"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"a"},
        {"type":"server_tool_use","id":"x","name":"web_search","input":{}},{"type":"text","text":"b"},
        {"type":"tool_use","id":"t","name":"f","input":{"x":1.50}}
        """#, reason: "tool_use"), to: .openAIChat)
    #expect(
      spelled(reply.body)
        == #"{"id":"msg_1","object":"chat.completion","created":7,"model":"m","choices":[{"index":0,"message":"#
        + #"{"role":"assistant","content":"ab","refusal":null,"reasoning_content":"hm","tool_calls":["#
        + #"{"id":"t","type":"function","function":{"name":"f","arguments":"{\"x\":1.50}"}}]},"#
        + #""logprobs":null,"finish_reason":"tool_calls"}]}"#)
  }

  @Test(
    "reasoning of another provider is shown to an Anthropic caller only on demand",
    arguments: [
      (UnsignedReasoning.hidden, #"[{"type":"text","text":"a"}]"#),
      (.shown, #"[{"type":"thinking","thinking":"hm","signature":""},{"type":"text","text":"a"}]"#),
    ])
  func reasoning(shown: UnsignedReasoning, content: String) throws {
    let reply = try translatedReply(
      openAI(#""content":"a","reasoning":"hm""#), to: .anthropicMessages, reasoning: shown)
    #expect(spelled(reply.body["content"]) == content)
  }

  @Test(
    "why OpenAI ended becomes why Anthropic stopped",
    arguments: [
      ("stop", "end_turn"), ("length", "max_tokens"), ("content_filter", "refusal"), ("tool_calls", "end_turn"),
      ("something", "end_turn"),
    ])
  func stopReasons(openAIReason: String, stop: String) throws {
    let reply = try translatedReply(openAI(#""content":"a""#, reason: openAIReason), to: .anthropicMessages)
    #expect(reply.body["stop_reason"]?.string == stop)
  }

  @Test("a refusal in words is text and a refusal")
  func refusal() throws {
    let reply = try translatedReply(openAI(#""content":null,"refusal":"No.""#), to: .anthropicMessages)
    #expect(reply.body["stop_reason"]?.string == "refusal")
    #expect(spelled(reply.body["content"]) == #"[{"type":"text","text":"No."}]"#)
  }

  @Test(
    "why Anthropic stopped becomes why OpenAI ended",
    arguments: [
      ("end_turn", "stop"), ("stop_sequence", "stop"), ("max_tokens", "length"), ("refusal", "content_filter"),
      ("model_context_window_exceeded", "length"), ("pause_turn", "stop"), ("tool_use", "stop"),
    ])
  func finishReasons(stop: String, reason: String) throws {
    let reply = try translatedReply(anthropic(#"{"type":"text","text":"a"}"#, reason: stop), to: .openAIChat)
    #expect(reply.body["choices"]?.array?.first?["finish_reason"]?.string == reason)
  }

  @Test("cached tokens are within OpenAI's prompt tokens and outside Anthropic's input tokens")
  func usage() throws {
    let toAnthropic = try translatedReply(
      openAI(
        #""content":"a""#,
        usage: #"""
          {"prompt_tokens":100,"completion_tokens":30,"total_tokens":130,
          "prompt_tokens_details":{"cached_tokens":60,"cache_write_tokens":15},
          "completion_tokens_details":{"reasoning_tokens":10}}
          """#), to: .anthropicMessages)
    #expect(
      spelled(toAnthropic.body["usage"])
        == #"{"input_tokens":25,"cache_creation_input_tokens":15,"cache_read_input_tokens":60,"cache_creation":"#
        + #"{"ephemeral_5m_input_tokens":15,"ephemeral_1h_input_tokens":0},"output_tokens":30,"#
        + #""output_tokens_details":{"thinking_tokens":10}}"#)
    #expect(
      toAnthropic.facts.usage == UsageCounts(input: 25, cacheRead: 60, cacheWriteShort: 15, output: 20, reasoning: 10))
    let toOpenAI = try translatedReply(
      anthropic(
        #"{"type":"text","text":"a"}"#,
        usage: #"""
          {"input_tokens":10,"cache_creation_input_tokens":5,"cache_read_input_tokens":7,
          "cache_creation":{"ephemeral_5m_input_tokens":2,"ephemeral_1h_input_tokens":3},"output_tokens":42,
          "output_tokens_details":{"thinking_tokens":12}}
          """#), to: .openAIChat)
    #expect(
      spelled(toOpenAI.body["usage"])
        == #"{"prompt_tokens":22,"completion_tokens":42,"total_tokens":64,"prompt_tokens_details":"#
        + #"{"cached_tokens":7,"cache_write_tokens":5},"completion_tokens_details":{"reasoning_tokens":12}}"#)
    #expect(
      toOpenAI.facts.usage
        == UsageCounts(
          input: 10, cacheRead: 7, cacheWriteShort: 2, cacheWriteLong: 3, output: 30, reasoning: 12))
  }

  @Test("a reply that is an error keeps its message in the caller's dialect")
  func errorReply() throws {
    let reply = try translatedReply(
      #"{"error":{"message":"too many","type":"rate_limit_error","code":null}}"#, to: .anthropicMessages)
    #expect(
      spelled(reply.body) == #"{"type":"error","error":{"type":"rate_limit_error","message":"too many"}}"#)
    #expect(reply.facts.error?.status == 429)
  }

  @Test(
    "an upstream's error is told in the caller's dialect with its message",
    arguments: [
      (#"{"type":"error","error":{"type":"overloaded_error","message":"busy"}}"#, 529, "busy"),
      ("<html>", 503, "the provider answered with status 503 and no explanation"),
    ])
  func errorBody(body: String, status: Int, message: String) {
    let bytes = Array(body.utf8)
    let error = Translation(caller: .openAIChat, upstream: .anthropicMessages).error(bytes.span, status: status)
    #expect(error.message == message)
    #expect(error.status == status)
  }

  @Test(
    "a body that is no reply is refused",
    arguments: [
      ("", Dialect.anthropicMessages), ("[]", .anthropicMessages), ("{}", .anthropicMessages), ("{}", .openAIChat),
      (#"{"choices":[]}"#, .anthropicMessages), (#"{"content":"x"}"#, .openAIChat),
      (#"{"choices":[{"message":{"tool_calls":[{"id":"a","function":{}}]}}]}"#, .anthropicMessages),
      (#"{"content":[{"type":"tool_use","id":"a"}]}"#, .openAIChat),
    ])
  func notAReply(body: String, caller: Dialect) {
    let error = #expect(throws: DialectError.self) { try translatedReply(body, to: caller) }
    #expect(error?.code == .malformedStream)
  }
}
