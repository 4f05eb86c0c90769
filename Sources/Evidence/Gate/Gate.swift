internal import Foundation

/// Decides whether a challenger may serve a use case: closed, gathering evidence, or open and watched.
///
/// A pure state machine: the same events in the same order lead to the same state and the same numbers, on every replica.
/// Times play no part. The promoting e-value depends on counts only, so replicas' counts merge in any order; the drift
/// detector depends on the order of audits, for which the ledger's order is the one that counts.
public struct Gate: Sendable {
  public let key: GateKey
  public let rules: GateRules
  /// The owner's permission, without which high stakes have no gate.
  public let permission: OwnerSignature?
  public internal(set) var state = GateState.closed(reason: .neverOpened)
  /// Rounds begun so far; they are spent even when a version changes.
  public internal(set) var rounds = 0
  /// Transitions made so far.
  public internal(set) var transitions = 0
  /// The pairs of the current or last round.
  public internal(set) var tally = PairTally()
  /// The judge's noise that the current or last round reckons with.
  public internal(set) var noise: JudgeNoise?
  /// The watch for drift; it runs from a round's first pair and on through promotion, so that a challenger that was
  /// good and no longer is cannot be promoted.
  public internal(set) var drift: DriftDetector?
  public internal(set) var breaker = Breaker()
  var guardrails: [Guardrail]
  var test: NonInferiorityTest
  var logPromote = Double.infinity
  /// The number of pairs at which the test is looked at again; before, no pairs could decide it.
  var nextLook = 0
  let logWorse: Double

  /// A closed gate without evidence. High and irrecoverable stakes need an owner's permission.
  public init(key: GateKey, rules: GateRules, permission: OwnerSignature? = nil) throws(EvidenceError) {
    try rules.check()
    if rules.stakes.needsOwner, permission == nil {
      throw EvidenceError(
        .ownerRequired,
        "the use case '\(key.useCase)' has \(rules.stakes.rawValue) stakes: only an owner can create its gate, "
          + "by name and with a reason in policy")
    }
    try permission?.check()
    self.key = key
    self.rules = rules
    self.permission = permission
    test = try NonInferiorityTest(margin: rules.margin, labelProbability: rules.labelProbability)
    var guardrails: [Guardrail] = []
    for rule in rules.guardrails { guardrails.append(try Guardrail(rule)) }
    self.guardrails = guardrails
    logWorse = -log(rules.beta)
  }

  /// Whether the challenger may serve.
  public var isOpen: Bool {
    if case .open = state { true } else { false }
  }

  /// The number that the next round has.
  public var nextRound: Int { rounds + 1 }

  /// The round's share of α; nil before the first.
  public var roundAlpha: Double? { rules.spending.alpha(rules.alpha, round: rounds) }

  /// δ as the judge sees it in this round.
  public var effectiveMargin: Double { test.margin }

  /// What each guardrail counted in the round.
  public var guardrailCounts: [(name: String, counts: RateCounts)] {
    guardrails.map { (name: $0.rule.name, counts: $0.counts) }
  }

  /// All numbers on which the gate stands now.
  public var basis: GateBasis {
    GateBasis(
      round: rounds, cells: tally.cells, guardrails: guardrails.map(\.basis), margin: rules.margin, noise: noise,
      effectiveMargin: test.margin, labelProbability: rules.labelProbability, alpha: rules.alpha,
      roundAlpha: roundAlpha, beta: rules.beta, minimumPairs: rules.minimumPairs, maximumPairs: rules.maximumPairs,
      logENotWorse: test.logE(.notWorse, tally), logEWorse: test.logE(.worse, tally),
      logThresholdNotWorse: roundAlpha.map { -log($0) }, logThresholdWorse: logWorse,
      drift: drift.map { DriftBasis(statistic: $0.statistic, threshold: $0.threshold, counts: $0.counts) },
      breaker: isOpen
        ? BreakerBasis(
          consecutive: breaker.consecutive, failures: breaker.failures(window: rules.breaker.window),
          rule: rules.breaker) : nil)
  }
}
