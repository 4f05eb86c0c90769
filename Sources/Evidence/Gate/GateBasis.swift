/// The numbers on which a gate stands: what was counted, what was demanded, and what follows.
public struct GateBasis: Codable, Hashable, Sendable {
  /// The round, 0 before the first.
  public var round: Int
  /// Pairs by sampling weight, five integers each: lost, half lost, tied, half won, won.
  public var cells: [PairCell]
  public var guardrails: [GuardrailBasis]
  /// δ of the policy and what the judge's noise leaves of it.
  public var margin: Double
  public var noise: JudgeNoise?
  public var effectiveMargin: Double
  public var labelProbability: Double?
  /// α of the policy and the round's share of it; nil before the first round.
  public var alpha: Double
  public var roundAlpha: Double?
  public var beta: Double
  public var minimumPairs: Int
  public var maximumPairs: Int?
  /// Logarithms of the two e-values and of what they have to reach.
  public var logENotWorse: Double
  public var logEWorse: Double
  public var logThresholdNotWorse: Double?
  public var logThresholdWorse: Double
  public var drift: DriftBasis?
  public var breaker: BreakerBasis?

  /// The number of pairs.
  public var pairs: Int { cells.reduce(0) { $0 + $1.total } }
}

/// A guardrail's numbers.
public struct GuardrailBasis: Codable, Hashable, Sendable {
  public var name: String
  public var limit: Double
  public var counts: RateCounts
  /// Logarithms of the e-values that the rate is under, and over, the limit.
  public var logEUnder: Double
  public var logEOver: Double
  /// The detector's statistic while the gate is open.
  public var drift: Double?
}

/// The drift detector's numbers; its statistic depends on the order of observations, so a replay verifies it.
public struct DriftBasis: Codable, Hashable, Sendable {
  public var statistic: Double
  public var threshold: Double
  public var counts: PairCounts
}

/// The breaker's numbers.
public struct BreakerBasis: Codable, Hashable, Sendable {
  public var consecutive: Int
  public var failures: Int
  public var rule: BreakerRule
}
