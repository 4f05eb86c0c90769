internal import Foundation

/// When a test of pairs ends.
public struct TestLimits: Codable, Hashable, Sendable {
  /// The chance allowed of promoting a challenger that is worse than the margin.
  public var alpha: Double
  /// The chance allowed of giving up on one that is not.
  public var beta: Double
  /// Pairs without which nothing is promoted.
  public var minimum: Int
  /// Pairs after which the test ends inconclusive; nil for none.
  public var maximum: Int?

  public init(alpha: Double, beta: Double = 0.05, minimum: Int = 50, maximum: Int? = nil) {
    self.alpha = alpha
    self.beta = beta
    self.minimum = minimum
    self.maximum = maximum
  }

  /// ln(1/α), which the promoting e-value has to reach.
  public var logPromote: Double { -log(alpha) }

  /// ln(1/β), which the opposite e-value has to reach.
  public var logWorse: Double { -log(beta) }
}

/// What the pairs so far say.
public enum Verdict: String, Codable, Hashable, Sendable {
  /// Not worse than the margin.
  case promote
  /// Worse than the margin.
  case provedWorse
  /// The most pairs that were allowed say neither; the incumbent stays.
  case inconclusive
  /// More pairs are needed.
  case undecided
}

extension NonInferiorityTest {
  /// What a tally says under limits.
  public func verdict(_ tally: PairTally, _ limits: TestLimits) -> Verdict {
    let total = tally.total
    if total >= limits.minimum, reaches(limits.logPromote, .notWorse, tally) { return .promote }
    if reaches(limits.logWorse, .worse, tally) { return .provedWorse }
    if let maximum = limits.maximum, total >= maximum { return .inconclusive }
    return .undecided
  }
}
