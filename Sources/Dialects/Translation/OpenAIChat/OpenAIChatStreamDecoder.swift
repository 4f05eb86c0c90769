/// Reads the chunks of an OpenAI stream.
struct OpenAIChatStreamDecoder: ReplyStreamDecoder {
  private(set) var reader: ReplyReader
  private(set) var sawFinish = false
  private var started = false
  private var refused = false
  private var replyID = ""
  private var calls = OpenAIChatCallTracker()

  init(keepsText: Bool) { reader = ReplyReader(dialect: .openAIChat, keepsText: keepsText) }

  mutating func receive(_ data: Span<UInt8>, into events: inout [ReplyEvent]) throws(DialectError) {
    if data.count == 6, matches("[DONE]", in: data, at: 0) {
      events.append(.end)
      return
    }
    let document = try reader.read(data)
    let chunk = try JSONValue.parse(data)
    if document.hasError, let error = WireError(upstream: chunk, status: nil) {
      events.append(.error(error))
      return
    }
    let choices = chunk["choices"]?.array ?? []
    if !choices.isEmpty, !started {
      started = true
      replyID = chunk["id"]?.string ?? ""
      events.append(.start(id: replyID, model: chunk["model"]?.string ?? ""))
    }
    // Only one choice was asked for.
    for choice in choices where (choice["index"]?.integer ?? 0) == 0 { try take(choice, into: &events) }
    if document.hasUsage, let counts = reader.usage.counts(.openAIChat) {
      events.append(.usage(counts, isLast: choices.isEmpty))
    }
  }

  private mutating func take(_ choice: JSONValue, into events: inout [ReplyEvent]) throws(DialectError) {
    if let delta = choice["delta"] {
      let said = OpenAIChatCodec.Generated(delta)
      if !said.reasoning.isEmpty { events.append(.reasoning(said.reasoning)) }
      if !said.text.isEmpty { events.append(.text(said.text)) }
      if !said.refusal.isEmpty {
        refused = true
        events.append(.text(said.refusal))
      }
      for call in delta["tool_calls"]?.array ?? [] { calls.take(call, replyID: replyID, into: &events) }
    }
    guard let reason = choice["finish_reason"]?.name, reason != "", !sawFinish else { return }
    try calls.finish()
    sawFinish = true
    let stop = OpenAIChatCodec.stopReason(reason, refused: refused).consistent(callsTools: calls.count > 0)
    events.append(.finish(stop, stopSequence: nil))
  }
}
