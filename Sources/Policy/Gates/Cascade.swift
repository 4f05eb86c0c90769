extension Policy {
  /// How a hybrid use case notices that an open model's answer is not good enough and asks a closed one instead.
  ///
  /// The open answer is held back until the signals have spoken; the caller sees one answer or the other.
  public struct Cascade: Hashable, Sendable {
    /// What becomes of requests for a stream.
    public enum Streaming: String, CaseIterable, Sendable {
      /// The stream is held back until it is whole and the signals allow it.
      case hold
      /// Closed weights answer streams at once; only whole replies are cascaded.
      case closed
    }

    /// What may speak against an answer, as named.
    public var signals: [Signal]
    /// Milliseconds for all further calls of one signal.
    public var callLimit: Int
    /// What becomes of requests for a stream.
    public var streaming: Streaming

    /// Creates a cascade; the loader has checked that no signal is named twice.
    public init(signals: [Signal], callLimit: Int = 30_000, streaming: Streaming = .hold) {
      self.signals = signals
      self.callLimit = callLimit
      self.streaming = streaming
    }

    /// Signals that read the answer alone, in the order in which they are named.
    public var reading: [Signal] { signals.filter { !$0.asksModels } }
    /// Signals that ask models first, in the order in which they are named; they come after all that only read.
    public var asking: [Signal] { signals.filter(\.asksModels) }
  }
}
