public import Learning

/// How a judge behaves, told from pairs that it judged in both orders.
public struct JudgeStatistics: Sendable, Hashable {
  /// Pairs in which both orders gave the same score.
  public var consistent: Proportion
  /// Pairs in which the orders named different winners.
  public var flips: Proportion
  /// Pairs in which the answer shown first won in both orders: the share b by which position bias shrinks differences.
  public var firstInBoth: Proportion
  /// Pairs in which the answer shown last won in both orders.
  public var lastInBoth: Proportion
  /// Ties among all verdicts, two for each pair.
  public var ties: Proportion
  /// Verdicts for the answer shown first among those that are no ties; one half where place does not count.
  public var firstChoice: Proportion
  /// Differences against lengths, nil if there are too few pairs or all are alike.
  public var length: LengthRegression?

  /// Statistics of some pairs.
  public init(_ pairs: [OrderPair]) {
    let count = pairs.count
    func share(_ isHit: (OrderPair) -> Bool) -> Proportion { Proportion(hits: pairs.count(where: isHit), count: count) }
    consistent = share { $0.challengerFirst == $0.incumbentFirst }
    flips = share { $0.challengerFirst * $0.incumbentFirst == -1 }
    firstInBoth = share { $0.challengerFirst == 1 && $0.incumbentFirst == -1 }
    lastInBoth = share { $0.challengerFirst == -1 && $0.incumbentFirst == 1 }
    let tied = pairs.reduce(0) { $0 + ($1.challengerFirst == 0 ? 1 : 0) + ($1.incumbentFirst == 0 ? 1 : 0) }
    let first = pairs.reduce(0) { $0 + ($1.challengerFirst == 1 ? 1 : 0) + ($1.incumbentFirst == -1 ? 1 : 0) }
    ties = Proportion(hits: tied, count: 2 * count)
    firstChoice = Proportion(hits: first, count: 2 * count - tied)
    length = LengthRegression(pairs)
  }

  /// What is left of a difference after this judge's noise, as the factor by which the margin must shrink:
  /// (1 − b)(1 − 2ε), b and ε at the upper ends of their intervals; 0 if the labels cannot tell it from a coin.
  ///
  /// b is the share of pairs that place alone decides, ε that of decisive pairs in which people see it the other way.
  public func marginFactor(_ agreement: JudgeAgreement) -> Double {
    let position = max(firstInBoth.interval.upperBound, lastInBoth.interval.upperBound)
    let error = 1 - agreement.decisive.interval.lowerBound
    return max(0, 1 - position) * Self.shrinkage(error: error)
  }

  /// The factor 1 − 2ε by which a verdict that is reversed with probability ε shrinks a mean difference.
  public static func shrinkage(error: Double) -> Double { max(0, 1 - 2 * error) }
}

/// How often a judge and people agree.
public struct JudgeAgreement: Sendable, Hashable {
  /// Agreement in who is better, among pairs in which both name somebody.
  public var decisive: Proportion
  /// Agreement in better, tie or worse, among all pairs.
  public var all: Proportion

  /// Agreement in pairs that both have judged.
  public init(_ pairs: [(judge: Difference, human: Difference)]) {
    let signs = pairs.map { ($0.judge.rawValue.signum(), $0.human.rawValue.signum()) }
    let both = signs.filter { $0.0 != 0 && $0.1 != 0 }
    decisive = Proportion(hits: both.count { $0.0 == $0.1 }, count: both.count)
    all = Proportion(hits: signs.count { $0.0 == $0.1 }, count: signs.count)
  }
}
