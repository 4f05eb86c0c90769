extension Policy {
  /// How a hybrid use case notices that an open model's answer is not good enough and asks a closed one instead.
  ///
  /// The open answer is held back until the signals have spoken; the caller sees one answer or the other.
  public struct Cascade: Hashable, Sendable {
    /// What may speak against an answer.
    public enum Signal: String, CaseIterable, Sendable {
      /// It breaks the schema that the request asked for.
      case schema
      /// It refuses to answer.
      case refusal
      /// It ended at a length limit.
      case truncated
      /// Its tokens were improbable to the model itself; silent for replies without token probabilities.
      case logprob
    }

    /// What becomes of requests for a stream.
    public enum Streaming: String, CaseIterable, Sendable {
      /// The stream is held back until it is whole and the signals allow it.
      case hold
      /// Closed weights answer streams at once; only whole replies are cascaded.
      case closed
    }

    /// The signals that are looked at, in the order in which they are named.
    public var signals: [Signal]
    /// The least confidence with which an answer is kept, in millionths; for signals that are a number.
    public var thresholdPPM: Int?
    /// What becomes of requests for a stream.
    public var streaming: Streaming

    /// Creates a cascade; the loader has checked that a signal with a threshold has one.
    public init(signals: [Signal], thresholdPPM: Int? = nil, streaming: Streaming = .hold) {
      self.signals = signals
      self.thresholdPPM = thresholdPPM
      self.streaming = streaming
    }
  }
}
