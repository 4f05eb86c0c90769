/// A quantity of a month over all futures.
public struct FutureBand: Hashable, Sendable {
  /// Months after the start.
  public var month: Int
  /// The 5, 10, 50, 90 and 95 % quantiles.
  public var p5: Double
  public var p10: Double
  public var p50: Double
  public var p90: Double
  public var p95: Double
  /// Nil where it is not kept.
  public var mean: Double?

  init?(
    _ counts: ArraySlice<UInt32>, month: Int, mean: Double? = nil, amount: (_ bin: Int, _ share: Double) -> Double
  ) {
    guard let quantiles = BinQuantile.of(counts, [0.05, 0.1, 0.5, 0.9, 0.95], amount: amount), quantiles.count == 5
    else { return nil }
    self.month = month
    p5 = quantiles[0]
    p10 = quantiles[1]
    p50 = quantiles[2]
    p90 = quantiles[3]
    p95 = quantiles[4]
    self.mean = mean
  }
}
