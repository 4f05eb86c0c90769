import Dialects
import Testing

@testable import Scoring

@Suite("An answer")
struct AnswerTests {
  private func read(_ body: String, _ dialect: Dialect) throws -> Answer {
    try Answer.read(Array(body.utf8), dialect: dialect, latency: .milliseconds(5))
  }

  @Test("is read from an OpenAI reply with its calls, usage and log-probabilities")
  func readsOpenAI() throws {
    let answer = try read(
      #"{"choices":[{"message":{"content":"{\"a\":1}","tool_calls":[{"id":"1","function":{"name":"f","arguments":"{\"x\":1.0}"}},{"id":"2","function":{"name":"g","arguments":"nonsense"}}]},"finish_reason":"tool_calls","logprobs":{"content":[{"token":"a","logprob":-0.5},{"token":"b","logprob":-1.5}]}}],"usage":{"prompt_tokens":3,"completion_tokens":2}}"#,
      .openAIChat)
    #expect(answer.toolCalls.map(\.name) == ["f", "g"])
    #expect(answer.toolCalls.map(\.isWellFormed) == [true, false])
    #expect(answer.finish == .toolCalls)
    #expect(answer.structured?["a"]?.integer == 1)
    #expect(answer.logProbabilities == [-0.5, -1.5])
    #expect(answer.usage?.prompt == 3)
    #expect(answer.latency == .milliseconds(5))
  }

  @Test("is read from an Anthropic reply, reasoning left out")
  func readsAnthropic() throws {
    let answer = try read(
      #"{"type":"message","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"Hi "},{"type":"text","text":"you"},{"type":"tool_use","id":"1","name":"f","input":{"x":1}}],"stop_reason":"tool_use","usage":{"input_tokens":7,"output_tokens":1}}"#,
      .anthropicMessages)
    #expect(answer.text == "Hi you")
    #expect(answer.toolCalls == [ToolCall(name: "f", arguments: try json(#"{"x":1}"#))])
    #expect(answer.usage?.prompt == 7)
  }

  @Test(
    "tells a refusal and a cut by the dialect's own words",
    arguments: [
      (
        #"{"choices":[{"message":{"content":null,"refusal":"No."},"finish_reason":"stop"}]}"#, Dialect.openAIChat, true,
        FinishReason.complete
      ),
      (#"{"choices":[{"message":{"content":""},"finish_reason":"content_filter"}]}"#, .openAIChat, true, .refusal),
      (#"{"choices":[{"message":{"content":"a"},"finish_reason":"length"}]}"#, .openAIChat, false, .length),
      (#"{"content":[],"stop_reason":"refusal"}"#, .anthropicMessages, true, .refusal),
      (#"{"content":[{"type":"text","text":"a"}],"stop_reason":"max_tokens"}"#, .anthropicMessages, false, .length),
    ])
  func tellsEnds(body: String, dialect: Dialect, isRefusal: Bool, finish: FinishReason) throws {
    let answer = try read(body, dialect)
    #expect(answer.isDeclaredRefusal == isRefusal)
    #expect(answer.finish == finish)
  }

  @Test(
    "is not made of an error, of another dialect or of rubbish",
    arguments: [
      #"{"error":{"message":"overloaded"}}"#, #"{"type":"error","error":{"type":"overloaded_error","message":"x"}}"#,
      "{}",
      #"{"choices":[]}"#, "<html>", "", #"{"choices":[{"message":{"tool_calls":[{"function":{}}]}}]}"#,
    ])
  func refusesRubbish(body: String) {
    #expect(throws: ScoringError.self) { try read(body, .openAIChat) }
    #expect(throws: ScoringError.self) { try read(body, .anthropicMessages) }
  }

  @Test("is not made of a reply that is nested without end")
  func refusesNesting() {
    for dialect in Dialect.allCases {
      #expect(throws: ScoringError.self) { try read(String(repeating: "[", count: 100_000), dialect) }
    }
  }

  @Test("is put together from the chunks of an OpenAI stream")
  func assemblesOpenAI() throws {
    var assembler = AnswerAssembler(dialect: .openAIChat)
    for data in [
      #"{"choices":[{"index":0,"delta":{"content":"Hel"}}]}"#,
      #"{"choices":[{"index":1,"delta":{"content":"other"}}]}"#,
      #"{"choices":[{"index":0,"delta":{"content":"lo","tool_calls":[{"index":0,"function":{"name":"f","arguments":"{\"x\""}}]}}]}"#,
      #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":2}"}}]},"finish_reason":"tool_calls"}]}"#,
      #"{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}"#, "[DONE]",
    ] { assembler.receive(Array(data.utf8)) }
    let answer = try assembler.answer()
    #expect(answer.text == "Hello")
    #expect(answer.toolCalls == [ToolCall(name: "f", arguments: try json(#"{"x":2}"#))])
  }

  @Test("is put together from the events of an Anthropic stream")
  func assemblesAnthropic() throws {
    var assembler = AnswerAssembler(dialect: .anthropicMessages)
    for data in [
      #"{"type":"message_start","message":{"content":[]}}"#,
      #"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}"#,
      #"{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"1","name":"f","input":{}}}"#,
      #"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"x\":2}"}}"#,
      #"{"type":"message_delta","delta":{"stop_reason":"tool_use"}}"#, #"{"type":"message_stop"}"#,
    ] { assembler.receive(Array(data.utf8)) }
    let answer = try assembler.answer()
    #expect(answer.text == "Hi")
    #expect(answer.toolCalls == [ToolCall(name: "f", arguments: try json(#"{"x":2}"#))])
    #expect(answer.finish == .toolCalls)
  }

  @Test(
    "of a stream that was cut, broken or an error is a failure",
    arguments: [
      [#"{"choices":[{"delta":{"content":"Hel"}}]}"#], [#"{"choices":["#],
      [#"{"error":{"message":"boom"}}"#, "[DONE]"],
    ])
  func refusesCutStreams(events: [String]) {
    var assembler = AnswerAssembler(dialect: .openAIChat)
    for data in events { assembler.receive(Array(data.utf8)) }
    #expect(throws: ScoringError.self) { try assembler.answer() }
  }

  @Test("that is JSON in its one code fence is structured")
  func readsFences() {
    #expect(Answer(text: "```json\n{\"a\": [1]}\n```").structured?["a"]?.array?.count == 1)
    #expect(Answer(text: "Here: {\"a\":1}").structured == nil)
    #expect(Answer(text: "``````").structured == nil)
    #expect(Answer(text: "```\n1\n```\nand\n```\n2\n```").structured == nil)
  }
}
