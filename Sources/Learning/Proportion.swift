/// A share of a count, with the interval that holds the true share in 95 cases of 100 (Wilson 1927).
public struct Proportion: Hashable, Sendable {
  public var hits: Int
  public var count: Int

  public init(hits: Int, count: Int) {
    self.hits = hits
    self.count = count
  }

  /// The share itself; 0 of nothing.
  public var share: Double { count == 0 ? 0 : Double(hits) / Double(count) }

  /// The interval's ends; 0 and 1 of nothing.
  public var interval: ClosedRange<Double> {
    guard count > 0 else { return 0...1 }
    let z = 1.959_964
    let n = Double(count)
    let denominator = 1 + z * z / n
    let center = (share + z * z / (2 * n)) / denominator
    let half = z / denominator * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, center - half)...min(1, center + half)
  }
}
