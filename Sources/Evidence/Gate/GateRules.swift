/// What is lost when an answer is wrong, as policy names it.
public enum GateStakes: String, CaseIterable, Codable, Hashable, Sendable {
  case low, routine, moderate, high, irrecoverable

  /// Whether only an owner can create a gate for such work.
  public var needsOwner: Bool { self == .high || self == .irrecoverable }
}

/// A metric that has to hold besides the comparison: its rate of failures lies under a limit.
public struct GuardrailRule: Codable, Hashable, Sendable {
  public var name: String
  /// The limit of the failure rate, between 0 and 1.
  public var limit: Double

  public init(name: String, limit: Double) {
    self.name = name
    self.limit = limit
  }
}

/// How much evidence a gate demands.
public struct GateRules: Codable, Hashable, Sendable {
  public var stakes: GateStakes
  /// δ: by how many points, of 2 between losing and winning every pair, the challenger may be worse.
  public var margin: Double
  /// α: the chance of a false promotion over all rounds of the gate.
  public var alpha: Double
  /// β: the chance, in each round, of giving up on a challenger that is not worse.
  public var beta: Double
  /// Pairs without which nothing is promoted.
  public var minimumPairs: Int
  /// Pairs after which a round ends inconclusive; nil for none.
  public var maximumPairs: Int?
  public var spending: RoundSpending
  /// Each has to pass at the round's α, so all of them together need no smaller one.
  public var guardrails: [GuardrailRule]
  /// A: the least mean number of audits between false alarms of drift.
  public var driftThreshold: Double
  public var breaker: BreakerRule
  /// The chance with which a pair goes to a person; nil where only the judge scores.
  public var labelProbability: Double?

  public init(
    stakes: GateStakes, margin: Double, alpha: Double, beta: Double = 0.05, minimumPairs: Int = 50,
    maximumPairs: Int? = nil, spending: RoundSpending = .unlimited, guardrails: [GuardrailRule] = [],
    driftThreshold: Double = 10_000, breaker: BreakerRule = BreakerRule(), labelProbability: Double? = nil
  ) {
    self.stakes = stakes
    self.margin = margin
    self.alpha = alpha
    self.beta = beta
    self.minimumPairs = minimumPairs
    self.maximumPairs = maximumPairs
    self.spending = spending
    self.guardrails = guardrails
    self.driftThreshold = driftThreshold
    self.breaker = breaker
    self.labelProbability = labelProbability
  }

  /// What holds where policy says nothing else.
  public static func defaults(for stakes: GateStakes) -> GateRules {
    switch stakes {
    case .low: GateRules(stakes: stakes, margin: 0.10, alpha: 0.05)
    case .routine: GateRules(stakes: stakes, margin: 0.05, alpha: 0.05)
    case .moderate: GateRules(stakes: stakes, margin: 0.03, alpha: 0.02)
    case .high, .irrecoverable: GateRules(stakes: stakes, margin: 0.03, alpha: 0.01)
    }
  }

  /// Refuses rules under which no promise holds.
  public func check() throws(EvidenceError) {
    _ = try NonInferiorityTest(margin: margin, labelProbability: labelProbability)
    guard alpha > 0, alpha <= 0.5, beta > 0, beta <= 0.5 else {
      throw EvidenceError(.outOfRange, "α \(alpha) and β \(beta) have to lie above 0 and at most at 0.5")
    }
    guard minimumPairs >= 1, maximumPairs.map({ $0 >= minimumPairs }) ?? true else {
      throw EvidenceError(
        .outOfRange,
        "at least \(minimumPairs) and at most \(maximumPairs ?? 0) pairs: the least has to be 1 or more and not above "
          + "the most")
    }
    _ = try DriftDetector(margin: margin, threshold: driftThreshold)
    for guardrail in guardrails { _ = try RateTest(limit: guardrail.limit) }
    guard Set(guardrails.map(\.name)).count == guardrails.count else {
      throw EvidenceError(.outOfRange, "two guardrails have the same name; give each its own")
    }
  }
}
