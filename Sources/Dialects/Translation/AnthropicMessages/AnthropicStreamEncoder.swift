/// Writes an answer as Anthropic events: one message, its blocks one after another with rising indexes.
///
/// Blocks may not overlap, but calls of other dialects may. The block that is open gets its text at once;
/// text for another block waits only while the open one is a call whose arguments are unfinished.
struct AnthropicStreamEncoder: ReplyStreamEncoder {
  private let caller: CallerTraits
  private var blocks = AnthropicBlockWriter()
  private var waiting = WaitingBlocks()
  private var space = ""
  private var usage: UsageCounts?
  private var stop: (reason: StopReason, sequence: String?)?
  private var sawCall = false
  private var hasStarted = false
  private var hasEnded = false
  private var hiddenPieces = 0

  init(caller: CallerTraits) { self.caller = caller }

  mutating func send(_ event: ReplyEvent, into out: inout [UInt8]) throws(DialectError) {
    guard !hasEnded else { return }
    switch event {
    case .start(let id, let model): start(id: id, model: model, into: &out)
    case .text(let text): try take(text: text, into: &out)
    case .reasoning(let text): try take(reasoning: text, into: &out)
    case .signature(let text): if caller.reasoning == .shown { blocks.signature = text }
    case .toolStart(let call, let id, let name):
      sawCall = true
      try add("", to: .call(call, id: AnthropicMessagesCodec.callID(id), name: name), into: &out)
    case .toolArguments(let call, let text): try add(text, to: .call(call, id: "", name: ""), into: &out)
    case .toolEnd(let call):
      blocks.complete(call)
      if blocks.isClosable { drain(all: false, into: &out) }
    case .finish(let reason, let sequence): finish(reason, sequence, into: &out)
    case .usage(let counts, _): usage = counts
    case .ping: if hasStarted { Self.ping(into: &out) }
    case .error(let error):
      hasEnded = true
      out.append(contentsOf: error.streamEvent(.anthropicMessages))
    case .end: end(into: &out)
    }
  }

  private static func ping(into out: inout [UInt8]) { out.append("event: ping\ndata: {\"type\":\"ping\"}\n\n") }

  private mutating func start(id: String, model: String, into out: inout [UInt8]) {
    guard !hasStarted else { return }
    hasStarted = true
    let message = JSONValue.object([
      ("id", .string(id)), ("type", .string("message")), ("role", .string("assistant")), ("model", .string(model)),
      ("content", .array([])), ("stop_reason", .null), ("stop_sequence", .null), ("stop_details", .null),
      ("usage", AnthropicMessagesCodec.usage(usage ?? UsageCounts())),
    ])
    out.append("event: message_start\ndata: {\"type\":\"message_start\",\"message\":")
    message.write(into: &out)
    out.append("}\n\n")
  }

  /// A text block begins with its first text that is more than white space: Anthropic refuses blank ones.
  private mutating func take(text: String, into out: inout [UInt8]) throws(DialectError) {
    if blocks.open == .text || waiting.last == .text { return try add(text, to: .text, into: &out) }
    guard !text.isBlank else {
      space += text
      return
    }
    let whole = space + text
    space = ""
    try add(whole, to: .text, into: &out)
  }

  /// Hidden reasoning still shows that the connection lives.
  private mutating func take(reasoning text: String, into out: inout [UInt8]) throws(DialectError) {
    if caller.reasoning == .shown { return try add(text, to: .thinking, into: &out) }
    if hasStarted, hiddenPieces % 32 == 0 { Self.ping(into: &out) }
    hiddenPieces &+= 1
  }

  private mutating func add(
    _ text: String, to block: AnthropicBlock, into out: inout [UInt8]
  ) throws(DialectError) {
    start(id: "", model: "", into: &out)
    if blocks.open == block {
      blocks.write(text, into: &out)
      if blocks.isClosable { drain(all: false, into: &out) }
    } else if waiting.isEmpty, blocks.isClosable, !block.isLate(blocks.closedCalls) {
      blocks.begin(block, into: &out)
      blocks.write(text, into: &out)
    } else if block.isLate(blocks.closedCalls) {
      guard text.isBlank else {
        throw DialectError(.malformedStream, "the upstream's stream goes on with the arguments of a finished tool call")
      }
    } else {
      waiting.add(text, to: block)
    }
  }

  private mutating func drain(all: Bool, into out: inout [UInt8]) {
    while all || blocks.isClosable, let (block, text) = waiting.next() {
      blocks.begin(block, into: &out)
      blocks.write(text, into: &out)
    }
  }

  private mutating func finish(_ reason: StopReason, _ sequence: String?, into out: inout [UInt8]) {
    start(id: "", model: "", into: &out)
    drain(all: true, into: &out)
    blocks.end(into: &out)
    stop = (reason, sequence)
  }

  private mutating func end(into out: inout [UInt8]) {
    finish(stop?.reason ?? (sawCall ? .toolUse : .endTurn), stop?.sequence, into: &out)
    hasEnded = true
    let delta = JSONValue.object([
      ("stop_reason", .string(AnthropicMessagesCodec.word(stop?.reason ?? .endTurn))),
      ("stop_sequence", stop?.sequence.map(JSONValue.string) ?? .null),
    ])
    out.append("event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":")
    delta.write(into: &out)
    out.append(",\"usage\":")
    AnthropicMessagesCodec.usage(usage ?? UsageCounts()).write(into: &out)
    out.append("}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n")
  }
}
