/// Errors that a detector saw of those it was shown.
public struct MeasuredRecall: Hashable, Sendable {
  /// Errors seen.
  public var seen: Int
  /// Errors shown.
  public var count: Int

  /// A count.
  public init(seen: Int, count: Int) {
    self.seen = seen
    self.count = count
  }

  /// The least that the recall can be, at 95 % confidence.
  public var bound: Double { BinomialBound.lower(failures: seen, of: count) }
}
