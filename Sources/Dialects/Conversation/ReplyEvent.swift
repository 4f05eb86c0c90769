/// A step of a streamed answer, free of any dialect.
enum ReplyEvent: Sendable, Hashable {
  /// The answer begins.
  case start(id: String, model: String)
  case text(String)
  case reasoning(String)
  /// What proves that the reasoning before it is the provider's own.
  case signature(String)
  /// A call begins; calls are numbered from 0 in the order in which they begin.
  case toolStart(call: Int, id: String, name: String)
  /// More text of the arguments of a call.
  case toolArguments(call: Int, text: String)
  /// The arguments of a call are complete.
  case toolEnd(call: Int)
  case finish(StopReason, stopSequence: String?)
  /// All that was used so far; `isLast` if nothing but usage was in the event.
  case usage(UsageCounts, isLast: Bool)
  /// Nothing happened, the connection lives.
  case ping
  case error(WireError)
  /// The upstream said that the stream is complete.
  case end
}
