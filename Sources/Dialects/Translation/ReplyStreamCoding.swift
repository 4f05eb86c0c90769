/// Reads the events of one dialect's stream.
protocol ReplyStreamDecoder: Sendable {
  /// Totals over the stream so far.
  var reader: ReplyReader { get }
  /// Whether every choice has ended, so that only the end of the stream is missing.
  var sawFinish: Bool { get }
  /// Appends what one event's data says.
  mutating func receive(_ data: Span<UInt8>, into events: inout [ReplyEvent]) throws(DialectError)
}

/// Writes events as one dialect's stream.
protocol ReplyStreamEncoder: Sendable {
  /// Appends whole server-sent events for one step of the answer.
  mutating func send(_ event: ReplyEvent, into out: inout [UInt8]) throws(DialectError)
}
