public import Catalog
public import Policy

/// A set of calls that a closed model served, with the offer that they could, or could not, move to.
public struct Move: Hashable, Sendable {
  /// `blocked` (A), `proven` (B), `unknown` (C) or `nothingCheaper`.
  public var line: AuditLine
  /// The use case.
  public var useCase: UseCaseID
  /// What is at stake in these calls.
  public var stakes: Stakes
  /// The model that served.
  public var incumbent: ModelID
  /// The offer that would save the most of those that count for this line; nil when nothing is cheaper.
  public var challenger: OfferID?
  /// The rule that forbids the move, for blocked ones.
  public var rule: String?
  /// Why it does.
  public var reason: String?
  /// All the calls.
  public var sums: CallSums
  /// The calls that the challenger could have served: it had a price at their time and their prompts fit.
  public var covered: CallSums
  /// What the covered calls would have cost there, retries and escalations included.
  public var cost: SavingRange
  /// What that saves.
  public var saving: SavingRange
  /// Tokens of the same text on the challenger for each one on the incumbent.
  public var tokenFactor: AssumedValue?
  /// Cache reads that become uncached input.
  public var cacheReadsLost: Int
  /// Rows whose batch, flex or priority tier the challenger does not have.
  public var rowsWithoutTier: Int
  /// What of the expected cost the challenger's region adds over the same offer without one.
  public var residencyUplift: NanoDollars
  /// The open gate, for moves that one proves.
  public var evidence: EvidenceClaim?
  /// What callers' ratings say of the same move, where a lot has chosen who served them.
  public var holdout: HoldoutClaim?
  /// The sample that would settle it, for unknown moves.
  public var sample: SampleNeed?
  /// The cheapest open and closed offers, permitted or not; the cheap closed tier is always among them.
  public var candidates: [Candidate]
}

/// An offer next to the one that a move is about.
public struct Candidate: Hashable, Sendable {
  /// The offer.
  public var offer: OfferID
  /// The weights of its model.
  public var weights: Weights
  /// Its model's place in the maker's line-up.
  public var tier: Tier
  /// What policy says of it for these calls.
  public var verdict: Verdict
  /// Rows that it could have served.
  public var coveredRows: Int
  /// What those would have cost.
  public var cost: SavingRange
  /// What that saves.
  public var saving: SavingRange
}

/// The sample that would settle whether a challenger is as good.
public struct SampleNeed: Hashable, Sendable {
  /// Judged pairs, on average, when the two are equal.
  public var pairs: Int
  /// How much worse still counts as equal.
  public var margin: Double
  /// Days until then at the traffic of the log.
  public var days: Double
  /// What the challenger's answers to the sample would cost.
  public var cost: NanoDollars
}
