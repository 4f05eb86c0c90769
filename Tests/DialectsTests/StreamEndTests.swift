import Dialects
import Testing

@Suite("The end of a stream")
struct StreamEndTests {
  private let finished =
    #"data: {"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}],"usage":null}"# + "\n\n"
  private let second = #"data: {"choices":[{"index":1,"delta":{"content":"x"},"finish_reason":"length"}]}"# + "\n\n"
  private let open = #"data: {"choices":[{"index":1,"delta":{"content":"x"},"finish_reason":null}]}"# + "\n\n"

  @Test("without [DONE] is accepted if every choice has a finish reason")
  func acceptsMissingDone() {
    #expect(Relayed(finished).error == nil)
    #expect(Relayed(finished).isFinished)
    #expect(Relayed(finished + second, choices: 2).error == nil)
  }

  @Test("is a cut if anything is missing")
  func noticesCut() {
    for stream in ["", ": ping\n\n", open, finished + open, "data: {\"choices\":[]}\n\n"] {
      let relayed = Relayed(stream)
      #expect(relayed.error?.code == .cutStream)
      #expect(!relayed.isFinished)
      #expect(relayed.output == stream)
    }
    #expect(Relayed(finished, choices: 2).error?.code == .cutStream)
    #expect(Relayed(open + finished).error?.message == "the upstream closed its stream after 2 events, before [DONE]")
    #expect(
      Relayed(#"data: {"choices":[{"index":0,"delta":{},"finish_reason":""}]}"# + "\n\n").error?.code == .cutStream)
  }

  @Test("of an Anthropic stream is a cut before message_stop, whatever the stop reason")
  func needsMessageStop() {
    let stream = ScriptedStream.anthropic.replacing(
      "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n", with: "")
    let relayed = Relayed(stream, .anthropicMessages)
    #expect(relayed.error?.message == "the upstream closed its stream after 8 events, before message_stop")
    #expect(relayed.output == stream)
  }

  @Test("never passes half an event on")
  func dropsHalfEvents() {
    let half = #"data: {"choices":[{"index":0,"delta":{"content":"x"#
    for lenient in [false, true] {
      let relayed = Relayed(open + half, lenientEnd: lenient)
      #expect(relayed.output == open)
      #expect(relayed.error?.code == .cutStream)
    }
  }

  @Test("may lack its blank line if the caller can still be sent it")
  func completesLastEvent() {
    for rest in ["data: [DONE]", "data: [DONE]\n", "data: [DONE]\r\n"] {
      let relayed = Relayed(open + rest, lenientEnd: true)
      #expect(relayed.error == nil && relayed.isFinished)
      #expect(relayed.output.hasPrefix(open + rest))
      #expect(relayed.output.utf8.suffix(2).elementsEqual("\n\n".utf8))
      #expect(Relayed(open + rest).error?.code == .cutStream)
    }
  }
}

@Suite("What follows the end of a stream")
struct AfterTheEndTests {
  @Test(
    "is left out and changes nothing",
    arguments: [
      "data: oops\n\n", "data: {\"usage\":{\"prompt_tokens\":9}}\n\n", ": bye\n\n", "data: half", "\n\n",
      "data: \(String(repeating: "x", count: 5 << 20))",
    ])
  func isLeftOut(rest: String) {
    let whole = Array((ScriptedStream.openAI + rest).utf8)
    var random = SeededGenerator(seed: 20_261_123)
    for pieces in [[whole], random.pieces(whole, longest: 40_000)] {
      let relayed = Relayed(pieces)
      #expect(relayed.output == ScriptedStream.openAI)
      #expect(relayed.error == nil && relayed.usage?.prompt == 20)
    }
  }
}

@Suite("A fault in a stream")
struct StreamFaultTests {
  @Test(
    "that is no JSON object is left out and counted, and the stream goes on; one of many is refused",
    arguments: [
      "oops", "[1]", "3", #"{"a":}"#, "[DONE", #"{"choices":[{"index":128}]}"#, #"{"choices":[{"index":-1}]}"#,
    ])
  func leavesGarbageOut(data: String) {
    let good = #"data: {"choices":[]}"# + "\n\n"
    let bad = "data: \(data)\n\n"
    let relayed = Relayed(good + bad + good + "data: [DONE]\n\n")
    #expect(relayed.output == good + good + "data: [DONE]\n\n")
    #expect(relayed.error == nil)
    let refused = Relayed(good + bad + bad + bad + good + bad + good)
    #expect(refused.output == good + good)
    #expect(refused.error?.code == .malformedStream)
    #expect(refused.error?.message.hasPrefix("event 6 of the upstream's stream, after 3 others") == true)
  }

  @Test("stays: after it every call throws the same")
  func staysFailed() throws {
    var relay = StreamRelay(dialect: .openAIChat, stripUsageChunk: false)
    var out: [UInt8] = []
    let bad = Array("data: x\n\ndata: x\n\ndata: x\n\ndata: x\n\n".utf8)
    let good = Array("data: [DONE]\n\n".utf8)
    let first = try #require(throws: DialectError.self) { try relay.receive(bad.span, into: &out) }
    #expect(throws: first) { try relay.receive(good.span, into: &out) }
    #expect(throws: first) { try relay.end() }
    #expect(out.isEmpty)
  }

  @Test("bytes that are not UTF-8 are left out")
  func leavesBadUTF8Out() {
    let relayed = Relayed([Array(#"data: {"choices":[{"delta":{"content":""#.utf8) + [0xFF] + Array("\"}}]}\n\n".utf8)])
    #expect(relayed.error?.code == .cutStream)
    #expect(relayed.output.isEmpty)
  }

  @Test(
    "an error that the upstream sends is passed on and recognised",
    arguments: [
      (
        "data: {\"error\":{\"message\":\"Overloaded\",\"type\":\"server_error\",\"code\":null}}\n\n",
        Dialect.openAIChat, 500, "Overloaded"
      ),
      (
        "data: {\"error\":{\"message\":\"no\",\"code\":502},\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"error\"}]}\n\n",
        .openAIChat, 502, "no"
      ),
      ("data: {\"error\":\"model runner stopped\"}\n\n", .openAIChat, 502, "model runner stopped"),
      (
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Busy\"}}\n\n",
        .anthropicMessages, 529, "Busy"
      ),
      ("event: error\ndata: out of memory\n\n", .openAIChat, 502, "out of memory"),
    ])
  func recognisesErrors(stream: String, dialect: Dialect, status: Int, message: String) {
    let relayed = Relayed(stream, dialect)
    #expect(relayed.output == stream)
    #expect(relayed.upstreamError?.status == status)
    #expect(relayed.upstreamError?.message == message)
    #expect(relayed.error?.message == "the upstream ended its stream with an error: \(message)")
  }
}
