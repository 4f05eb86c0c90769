import Dialects
import Testing

@Suite("Translated streams that end badly")
struct TranslationStreamEndTests {
  private let begun = openAIStream([#""delta":{"content":"a"}"#], isDone: false)
  private let anthropicBegun = anthropicStream([
    #"{"type":"message_start","message":{"id":"msg_1","model":"m","usage":{"input_tokens":1,"output_tokens":1}}}"#,
    #"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":"a"}}"#,
  ])

  @Test("a cut stream is an error and never looks finished", arguments: Dialect.allCases)
  func cut(caller: Dialect) throws {
    let bytes = caller == .openAIChat ? anthropicBegun : begun
    var result = try translatedStream([bytes], to: caller, ends: false)
    let error = #expect(throws: DialectError.self) { try result.stream.end() }
    #expect(error?.code == .cutStream)
    #expect(!result.stream.isFinished)
    #expect(!result.text.contains("[DONE]") && !result.text.contains("message_stop"))
  }

  @Test("an OpenAI stream that gave its reason and left [DONE] out is completed for the caller")
  func withoutDone() throws {
    let bytes = begun + openAIStream([#""delta":{},"finish_reason":"stop""#], isDone: false)
    let result = try translatedStream([bytes], to: .anthropicMessages)
    #expect(result.stream.isFinished)
    #expect(eventData(result.text).last == #"{"type":"message_stop"}"#)
  }

  @Test("a last event without its blank line still counts")
  func withoutBlankLine() throws {
    let bytes = openAIStream([#""delta":{"content":"a"},"finish_reason":"stop""#])
    let result = try translatedStream([Array(bytes.dropLast(2))], to: .anthropicMessages)
    #expect(eventData(result.text).last == #"{"type":"message_stop"}"#)
  }

  @Test("an error within a stream reaches the caller in its dialect, and nothing follows it")
  func errors() throws {
    let fromAnthropic =
      anthropicBegun
      + anthropicStream([
        #"{"type":"error","error":{"type":"overloaded_error","message":"busy"}}"#,
        #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"b"}}"#,
      ])
    var toOpenAI = try translatedStream([fromAnthropic], to: .openAIChat, ends: false)
    let event = try json(eventData(toOpenAI.text).last ?? "")
    #expect(event["error"]?["message"]?.string == "busy")
    #expect(toOpenAI.stream.upstreamError?.status == 529)
    #expect(throws: DialectError.self) { try toOpenAI.stream.end() }
    let fromOpenAI =
      begun + Array(#"data: {"error":{"message":"broke","type":"server_error"}}"#.utf8) + [10, 10]
      + openAIStream([#""delta":{"content":"b"}"#])
    let toAnthropic = try translatedStream([fromOpenAI], to: .anthropicMessages, ends: false)
    #expect(
      toAnthropic.text.hasSuffix(
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"broke\"}}\n\n"))
    #expect(toAnthropic.stream.upstreamError?.message == "broke")
  }

  @Test("an error event that is no JSON keeps its words")
  func textError() throws {
    let bytes = anthropicBegun + Array("event: error\ndata: upstream is gone\n\n".utf8)
    let result = try translatedStream([bytes], to: .openAIChat, ends: false)
    #expect(result.stream.upstreamError?.message == "upstream is gone")
  }

  @Test("what is no event of the dialect is refused, and so is everything after it")
  func malformed() throws {
    for bad in ["data: nope\n\n", "data: [1]\n\n"] {
      var result = try translatedStream([begun], to: .anthropicMessages, ends: false)
      var out: [UInt8] = []
      for bytes in [Array(bad.utf8), begun] {
        let error = #expect(throws: DialectError.self) { try result.stream.receive(bytes.span, into: &out) }
        #expect(error?.code == .malformedStream)
      }
      #expect(out.isEmpty)
    }
  }

  @Test("a call that never gets a name, and arguments after a call's end, are malformed")
  func malformedCalls() {
    let nameless = openAIStream([
      #""delta":{"tool_calls":[{"index":0,"id":"a","function":{"arguments":"{}"}}]}"#,
      #""delta":{},"finish_reason":"tool_calls""#,
    ])
    let late = openAIStream([
      #""delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}"#,
      #""delta":{"content":"x","tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}"#,
    ])
    for stream in [nameless, late] {
      let error = #expect(throws: DialectError.self) { try translatedStream([stream], to: .anthropicMessages) }
      #expect(error?.code == .malformedStream)
    }
  }
}
