public import Policy

/// What an audit assumes where a log cannot tell; all of it is printed with the result.
public struct AuditAssumptions: Hashable, Sendable {
  /// The share of cache reads that another host still serves from its cache, where it has a price for that.
  public var cacheKept: AssumedValue
  /// The share of calls that have to be sent again.
  public var retryRate: AssumedValue
  /// The share of calls that go to the incumbent after all, and are paid twice.
  public var escalationRate: AssumedValue
  /// Reasoning tokens of the challenger for each one of the incumbent, after the tokenizer factor.
  public var reasoningRatio: AssumedValue
  /// Tokens of the same text elsewhere.
  public var tokenizers: TokenizerFactors
  /// What a sample has to show.
  public var sample: SamplePlan
}

/// What a sample that settles an open question has to show, and how fast it grows.
public struct SamplePlan: Hashable, Sendable {
  /// How much worse, as a share of pairs, still counts as equal; stakes without a margin are never settled by a sample.
  public var margins: [Stakes: Double]
  /// The chance of calling a worse model equal.
  public var alpha: Double
  /// The share of pairs in which neither answer is better.
  public var tieRate: Double
  /// The share of requests that are answered twice and judged.
  public var sampledShare: Double
  /// Where these come from.
  public var source: String

  /// The mean number of judged pairs after which a sequential test of non-inferiority decides when the two are equal:
  /// 1.35 · 2σ² · ln(1/α) / δ², σ² = 1 − tie rate; nil for stakes that have no margin.
  public func pairs(for stakes: Stakes) -> Int? {
    guard let margin = margins[stakes], margin > 0 else { return nil }
    let variance = 1 - tieRate
    let pairs = 1.35 * 2 * variance * Logarithm.natural(1 / alpha) / (margin * margin)
    return pairs.isFinite && pairs < 1e15 ? Int(pairs.rounded(.up)) : nil
  }
}
