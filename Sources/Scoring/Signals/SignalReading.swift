/// How sure a signal is that an answer may be served: 0 not at all, 1 wholly; only the order counts.
public enum SignalReading: Sendable, Hashable {
  case score(Double)
  /// There is nothing to read, for this reason; an answer without a signal is to be escalated.
  case unavailable(String)

  /// The score, nil if there is none.
  public var value: Double? { if case .score(let value) = self { value } else { nil } }
}
