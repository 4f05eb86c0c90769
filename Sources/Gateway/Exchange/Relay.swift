import Dialects

/// A streamed reply on its way to the caller: copied when both ends speak the same dialect, else translated.
enum Relay: Sendable {
  case copied(StreamRelay)
  case translated(TranslatingStream)

  /// Relays what arrived, appending what the caller shall get to `out`.
  mutating func receive(_ bytes: Span<UInt8>, into out: inout [UInt8]) throws(DialectError) {
    switch self {
    case .copied(var relay):
      self = .empty
      defer { self = .copied(relay) }
      try relay.receive(bytes, into: &out)
    case .translated(var relay):
      self = .empty
      defer { self = .translated(relay) }
      try relay.receive(bytes, into: &out)
    }
  }

  /// Checks that the upstream may end here, and appends what the caller's dialect says at the end.
  mutating func end(into out: inout [UInt8]) throws(DialectError) {
    switch self {
    case .copied(var relay):
      self = .empty
      defer { self = .copied(relay) }
      try relay.end(into: &out)
    case .translated(var relay):
      self = .empty
      defer { self = .translated(relay) }
      try relay.end(into: &out)
    }
  }

  /// Whether both ends speak different dialects.
  var isTranslated: Bool { if case .translated = self { true } else { false } }

  /// True once the dialect's own end has been seen.
  var isFinished: Bool {
    switch self {
    case .copied(let relay): relay.isFinished
    case .translated(let relay): relay.isFinished
    }
  }

  var usage: UsageCounts? {
    switch self {
    case .copied(let relay): relay.usage
    case .translated(let relay): relay.usage
    }
  }

  /// Why choices ended so far, as the provider spells it.
  var finishReasons: [String] {
    switch self {
    case .copied(let relay): relay.finishReasons
    case .translated(let relay): relay.finishReasons
    }
  }

  /// Whether anything was generated, be it a tool call without arguments.
  var sawContent: Bool {
    switch self {
    case .copied(let relay): relay.sawContent
    case .translated(let relay): relay.sawContent
    }
  }

  /// Events that made no sense and were left out.
  var dropped: Int { if case .copied(let relay) = self { relay.dropped } else { 0 } }

  /// What was generated so far, for an estimate when usage is missing.
  var generated: GeneratedText {
    switch self {
    case .copied(let relay): relay.generated
    case .translated(let relay): relay.generated
    }
  }

  /// What the provider says of how it bills.
  var billing: BillingFacts {
    switch self {
    case .copied(let relay): relay.billing
    case .translated(let relay): relay.billing
    }
  }

  /// An error that the upstream reported inside the stream.
  var upstreamError: WireError? {
    switch self {
    case .copied(let relay): relay.upstreamError
    case .translated(let relay): relay.upstreamError
    }
  }

  // What stands in while a payload is taken out to be changed in place.
  private static let empty = Relay.copied(StreamRelay(dialect: .openAIChat, stripUsageChunk: false))
}
