import Dialects
import Testing

@Suite("OpenAI streams for Anthropic callers")
struct TranslationStreamToAnthropicTests {
  /// The events in a few letters: `[` and `]` open and close a block, text and arguments stand as they are.
  private func sketch(_ bytes: [UInt8], reasoning: UnsignedReasoning = .hidden) throws -> String {
    var text = ""
    var index = -1
    for data in eventData(try translatedStream([bytes], to: .anthropicMessages, reasoning: reasoning).text) {
      let event = try json(data)
      switch event["type"]?.string {
      case "message_start": text += "("
      case "content_block_start":
        index += 1
        #expect(event["index"]?.integer == index)
        let block = event["content_block"]
        text += "[\(block?["type"]?.string?.first ?? "?")\(block?["name"]?.string ?? "")|"
      case "content_block_delta":
        #expect(event["index"]?.integer == index)
        let delta = event["delta"]
        let piece = delta?["text"] ?? delta?["partial_json"] ?? delta?["thinking"]
        text += (piece?.string ?? "?") + ";"
      case "content_block_stop":
        #expect(event["index"]?.integer == index)
        text += "]"
      case "message_delta": text += event["delta"]?["stop_reason"]?.string ?? "?"
      case "message_stop": text += ")"
      default: text += "!"
      }
    }
    return text
  }

  private func call(_ index: Int, _ arguments: String, id: String? = nil, name: String? = nil) -> String {
    let id = id.map { #""id":"\#($0)","type":"function","# } ?? ""
    let name = name.map { #""name":"\#($0)","# } ?? ""
    return #"{"index":\#(index),\#(id)"function":{\#(name)"arguments":"\#(arguments)"}}"#
  }

  private func delta(_ calls: String...) -> String { #""delta":{"tool_calls":[\#(calls.joined(separator: ","))]}"# }

  private let finish = #""delta":{},"finish_reason":"tool_calls""#

  @Test("text has one message with one block and ends once")
  func text() throws {
    let stream = openAIStream([
      #""delta":{"role":"assistant","content":""}"#, #""delta":{"content":"Hel"}"#, #""delta":{"content":"lo"}"#,
      #""delta":{},"finish_reason":"stop""#,
    ])
    #expect(try sketch(stream) == "([t|Hel;lo;]end_turn)")
  }

  @Test("a delta with both text and a call loses neither")
  func textAndCall() throws {
    let stream = openAIStream([
      #""delta":{"content":"a","tool_calls":[\#(call(0, "{", id: "i", name: "f"))]}"#, delta(call(0, "}")), finish,
    ])
    #expect(try sketch(stream) == "([t|a;][tf|{;};]tool_use)")
  }

  @Test("fragments of arguments are passed on one by one, not gathered")
  func fragments() throws {
    var stream = TranslatingStream(caller: .anthropicMessages, upstream: .openAIChat, includeUsage: false)
    var out: [UInt8] = []
    try stream.receive(openAIStream([delta(call(0, "", id: "i", name: "f"))], isDone: false).span, into: &out)
    for piece in ["{", #"\"a\":"#, "1", "}"] {
      out = []
      try stream.receive(openAIStream([delta(call(0, piece))], isDone: false).span, into: &out)
      #expect(out.text.contains(#""partial_json":"\#(piece)""#))
    }
  }

  @Test("parallel calls follow one another, and calls without arguments stay")
  func parallel() throws {
    let stream = openAIStream([
      delta(call(0, "", id: "a", name: "f")), delta(call(0, "{}")), delta(call(1, "", id: "b", name: "g")),
      delta(call(2, "{}", id: "c", name: "h")), finish,
    ])
    #expect(try sketch(stream) == "([tf|{};][tg|][th|{};]tool_use)")
  }

  @Test("calls whose fragments are mixed are put in order and lose nothing")
  func mixed() throws {
    let stream = openAIStream([
      delta(call(0, "", id: "a", name: "f"), call(1, "", id: "b", name: "g")), delta(call(1, "[")),
      delta(call(0, #"{\"x\":\"}"#)), delta(call(1, "]")), delta(call(0, #"\"}"#)), #""delta":{"content":"late"}"#,
      finish,
    ])
    #expect(try sketch(stream) == #"([tf|{"x":"};"};][tg|[];][t|late;]tool_use)"#)
  }

  @Test("calls that all have the index 0 are told apart by their ids, calls without index by their order")
  func sameIndex() throws {
    let same = openAIStream([
      delta(call(0, "{}", id: "a", name: "f")), delta(call(0, "{\\\"b\\\":1}", id: "b", name: "g")), finish,
    ])
    #expect(try sketch(same) == #"([tf|{};][tg|{"b":1};]tool_use)"#)
    let without = openAIStream([
      #""delta":{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{"}}]}"#,
      #""delta":{"tool_calls":[{"function":{"arguments":"}"}}]}"#,
      #""delta":{"tool_calls":[{"id":"b","function":{"name":"g","arguments":{"x":1}}}]}"#, finish,
    ])
    #expect(try sketch(without) == #"([tf|{;};][tg|{"x":1};]tool_use)"#)
  }

  @Test("a name that comes after the first arguments is waited for")
  func lateName() throws {
    let stream = openAIStream([delta(call(0, "{", id: "a")), delta(call(0, "}", name: "f")), finish])
    #expect(try sketch(stream) == "([tf|{};]tool_use)")
  }

  @Test("repeated ids and names begin no second call")
  func repeatedName() throws {
    let stream = openAIStream([
      delta(call(0, "{", id: "a", name: "f")), delta(call(0, "}", id: "a", name: "f")), finish,
    ])
    #expect(try sketch(stream) == "([tf|{;};]tool_use)")
  }

  @Test("a text of white space alone makes no block")
  func blankText() throws {
    let stream = openAIStream([
      #""delta":{"content":"\n"}"#, #""delta":{"content":"\n"}"#, delta(call(0, "{}", id: "a", name: "f")), finish,
    ])
    #expect(try sketch(stream) == "([tf|{};]tool_use)")
    let text = openAIStream([#""delta":{"content":"\n"}"#, #""delta":{"content":" a "},"finish_reason":"stop""#])
    #expect(try sketch(text) == "([t|\n a ;]end_turn)")
  }

  @Test("a server that ends with stop although it calls a tool is corrected")
  func wrongReason() throws {
    let stream = openAIStream([delta(call(0, "{}", id: "a", name: "f")), #""delta":{},"finish_reason":"stop""#])
    #expect(try sketch(stream) == "([tf|{};]tool_use)")
  }

  @Test("hidden reasoning shows as a sign of life, shown reasoning as a block of its own")
  func reasoning() throws {
    let stream = openAIStream([
      #""delta":{"reasoning_content":"hm"}"#, #""delta":{"content":[{"type":"thinking","thinking":[{"text":"m"}]}]}"#,
      #""delta":{"content":"a"},"finish_reason":"length""#,
    ])
    #expect(try sketch(stream) == "([t|a;]max_tokens)")
    #expect(try translatedStream([stream], to: .anthropicMessages).text.contains("event: ping\n"))
    #expect(try sketch(stream, reasoning: .shown) == "([t|hm;m;][t|a;]max_tokens)")
  }

  @Test("usage that comes after the finish reason is in the last event and ends the stream")
  func usage() throws {
    let stream = openAIStream(
      [#""delta":{"content":"a"}"#, #""delta":{},"finish_reason":"stop""#],
      usage: #"{"prompt_tokens":9,"completion_tokens":4,"prompt_tokens_details":{"cached_tokens":3}}"#, isDone: false)
    let result = try translatedStream([stream], to: .anthropicMessages, ends: false)
    #expect(result.stream.isFinished)
    #expect(result.stream.usage == UsageCounts(input: 6, cacheRead: 3, output: 4))
    let events = eventData(result.text)
    #expect(events.count { $0.contains("message_start") } == 1)
    let delta = try json(events[events.count - 2])
    #expect(delta["usage"]?["input_tokens"]?.integer == 6)
    #expect(delta["usage"]?["cache_read_input_tokens"]?.integer == 3)
    #expect(delta["usage"]?["output_tokens"]?.integer == 4)
    #expect(events.last == #"{"type":"message_stop"}"#)
  }

  @Test("a chunk without choices in front, as Azure sends, does not begin the message")
  func azure() throws {
    let first = Array(#"data: {"id":"","choices":[],"model":"","prompt_filter_results":[]}"#.utf8) + [10, 10]
    let rest = openAIStream([#""delta":{"content":"a"},"finish_reason":"stop""#])
    let events = eventData(try translatedStream([first + rest], to: .anthropicMessages).text)
    #expect(try json(events[0])["message"]?["id"]?.string == "chatcmpl-1")
  }
}
