/// How threshold crossings are found.
public struct CrossingRules: Hashable, Sendable {
  /// Scores that are watched, corrected for chance.
  public var thresholds: [Double]
  /// Benchmarks with fewer models on either side are left out: with two models of a side, its first is chance.
  public var fewestModels: Int

  public init(thresholds: [Double] = CrossingRules.summed, fewestModels: Int = 3) {
    self.thresholds = thresholds
    self.fewestModels = fewestModels
  }

  /// 0.05 and multiples of 0.05 added to it, in binary fractions, as the reference has them.
  ///
  /// Three of the sums lie a hair above the number meant, so that a score of exactly 0.75 does not reach the one for 0.75.
  public static let summed = (0..<19).map { 0.05 + Double($0) * 0.05 }
  /// 0.05, 0.10, …, 0.95 as written.
  public static let exact = (1..<20).map { Double($0) / 20 }
}
