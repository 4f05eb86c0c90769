/// Reads the events of an Anthropic stream.
struct AnthropicStreamDecoder: ReplyStreamDecoder {
  private(set) var reader: ReplyReader
  /// Always false: a stream of this dialect is complete only when it says so.
  let sawFinish = false
  /// Blocks of calls that are open, by the upstream's index.
  private var open: [Int: OpenCall] = [:]
  private var calls = 0

  private struct OpenCall {
    var number: Int
    /// The arguments that the block began with.
    var initial: JSONValue
    var sawText = false
  }

  init(keepsText: Bool) { reader = ReplyReader(dialect: .anthropicMessages, keepsText: keepsText) }

  mutating func receive(_ data: Span<UInt8>, into events: inout [ReplyEvent]) throws(DialectError) {
    // Not of this dialect, but some compatible servers end with it.
    if data.count == 6, matches("[DONE]", in: data, at: 0) {
      events.append(.end)
      return
    }
    let document = try reader.read(data)
    let event = try JSONValue.parse(data)
    let type = event["type"]?.name
    if type == "error" || document.hasError {
      events.append(.error(WireError(upstream: event, status: nil) ?? WireError(status: 502, message: "unknown error")))
      return
    }
    switch type {
    case "message_start":
      events.append(.start(id: event["message"]?["id"]?.string ?? "", model: event["message"]?["model"]?.string ?? ""))
      addUsage(to: &events)
    case "content_block_start": try begin(event, into: &events)
    case "content_block_delta": go(on: event, into: &events)
    case "content_block_stop":
      if let index = event["index"]?.integer, let call = open.removeValue(forKey: index) { close(call, into: &events) }
    case "message_delta":
      addUsage(to: &events)
      finish(event, into: &events)
    case "message_stop": events.append(.end)
    case "ping": events.append(.ping)
    default: break
    }
  }

  private func addUsage(to events: inout [ReplyEvent]) {
    if let counts = reader.usage.counts(.anthropicMessages) { events.append(.usage(counts, isLast: false)) }
  }

  private mutating func begin(_ event: JSONValue, into events: inout [ReplyEvent]) throws(DialectError) {
    guard let block = event["content_block"] else { return }
    switch block["type"]?.name {
    case "text":
      if let text = block["text"]?.string, !text.isEmpty { events.append(.text(text)) }
    case "thinking":
      if let text = block["thinking"]?.string, !text.isEmpty { events.append(.reasoning(text)) }
    case "tool_use":
      guard let index = event["index"]?.integer, let name = block["name"]?.string, let id = block["id"]?.string else {
        throw DialectError(.malformedStream, "a tool_use block of the upstream's stream has no index, id or name")
      }
      if let before = open.removeValue(forKey: index) { close(before, into: &events) }
      events.append(.toolStart(call: calls, id: id, name: name))
      open[index] = OpenCall(number: calls, initial: block["input"] ?? .object([]))
      calls += 1
    // What the provider's own tools did is no call of the caller's.
    default: break
    }
  }

  private mutating func go(on event: JSONValue, into events: inout [ReplyEvent]) {
    guard let delta = event["delta"] else { return }
    switch delta["type"]?.name {
    case "text_delta":
      if let text = delta["text"]?.string, !text.isEmpty { events.append(.text(text)) }
    case "thinking_delta":
      if let text = delta["thinking"]?.string, !text.isEmpty { events.append(.reasoning(text)) }
    case "signature_delta":
      if let text = delta["signature"]?.string { events.append(.signature(text)) }
    case "input_json_delta":
      guard let index = event["index"]?.integer, let number = open[index]?.number,
        let text = delta["partial_json"]?.string, !text.isEmpty
      else { return }
      open[index]?.sawText = true
      events.append(.toolArguments(call: number, text: text))
    default: break
    }
  }

  /// A call without arguments says so with `{}`; one that began with its arguments has them sent now.
  private func close(_ call: OpenCall, into events: inout [ReplyEvent]) {
    if !call.sawText { events.append(.toolArguments(call: call.number, text: ToolInput(call.initial).text)) }
    events.append(.toolEnd(call: call.number))
  }

  private mutating func finish(_ event: JSONValue, into events: inout [ReplyEvent]) {
    guard let word = event["delta"]?["stop_reason"]?.name else { return }
    for (_, call) in open.sorted(by: { $0.key < $1.key }) { close(call, into: &events) }
    open.removeAll()
    let stop = AnthropicMessagesCodec.stopReason(word).consistent(callsTools: calls > 0)
    events.append(.finish(stop, stopSequence: event["delta"]?["stop_sequence"]?.string))
  }
}
