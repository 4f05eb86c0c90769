internal import Foundation
internal import Learning

extension GatePlan {
  /// A chance of deciding below which a plan warns.
  public static let leastChance = 0.5

  /// Plans the next round of a gate under rules. The simulation is seeded, so the same question has the same answer.
  public init(
    rules: GateRules, round: Int = 1, noise: JudgeNoise? = nil, assumption: Assumption, traffic: GateTraffic,
    days: Double, runs: Int = 400, seed: UInt64 = 1
  ) throws(EvidenceError) {
    try rules.check()
    guard traffic.unitsPerDay >= 0, (0...1).contains(traffic.sampledShare), traffic.replayable >= 0, days > 0,
      (0...1).contains(traffic.settledWithoutJudge), traffic.nanoDollarsPerPair >= 0, traffic.pairsPerDay.isFinite
    else {
      throw EvidenceError(
        .outOfRange, "a plan needs traffic, shares in 0...1, costs that are not negative, and days above 0")
    }
    guard let alpha = rules.spending.alpha(rules.alpha, round: round) else {
      throw EvidenceError(.outOfRange, "the rules allow no round \(round)")
    }
    var maker = Maker(rules: rules, alpha: alpha, noise: noise, days: days, runs: runs, seed: seed)
    self.assumption = assumption
    self.traffic = traffic
    self.days = days
    effectiveMargin = try noise?.scaled(rules.margin) ?? rules.margin
    roundAlpha = alpha
    for (name, rate) in assumption.failureRates where !(0...1).contains(rate) {
      throw EvidenceError(.outOfRange, "a rate of failures of \(rate) for '\(name)' is not from 0 to 1")
    }
    numbers = try maker.numbers(assumption, traffic, margin: rules.margin)
    alone = try maker.alone(assumption, traffic)
    warnings = []
    remedies = []
    warnings = Self.warnings(self)
    maker.slowest = bottleneck == .guardrails ? alone?.slowest : nil
    if !warnings.isEmpty { remedies = try maker.remedies(assumption, traffic) }
  }

  private static func warnings(_ plan: GatePlan) -> [String] {
    let numbers = plan.numbers
    var warnings: [String] = []
    if plan.traffic.pairsPerDay == 0, plan.traffic.replayable == 0 {
      warnings.append("there is no traffic to sample and nothing to replay")
    }
    if plan.assumption.mean <= -plan.effectiveMargin {
      warnings.append(
        "a true difference of \(plan.assumption.mean) points is not within the margin of \(plan.effectiveMargin), so "
          + "promotion would be an error")
    }
    if let warning = guardrailWarning(plan) { warnings.append(warning) }
    if numbers.decidedInTime < leastChance {
      warnings.append(
        "the chance of an answer in \(Int(min(plan.days, 1e6).rounded())) days is "
          + "\(Int((100 * numbers.decidedInTime).rounded())) %: \(numbers.pairsInTime) pairs come in that time, and "
          + "\(Int(numbers.pairs.mean.rounded())) are needed on average")
    }
    return warnings
  }

  /// Says when a guardrail cannot be kept, or not be shown to be kept in the time.
  private static func guardrailWarning(_ plan: GatePlan) -> String? {
    guard let alone = plan.alone else { return nil }
    let slowest = alone.slowest
    func percent(_ share: Double) -> String { "\((share * 10_000).rounded() / 100) %" }
    let subject =
      "the guardrail '\(slowest.name)' allows \(percent(slowest.limit)) and \(percent(slowest.rate)) is assumed"
    if slowest.rate >= slowest.limit { return "\(subject): the gate will not open, whatever the pairs say" }
    let shown = alone.guardrails.promoted(within: plan.numbers.pairsInTime).share
    guard shown < leastChance, plan.numbers.pairsInTime > 0 else { return nil }
    let needed =
      alone.slowestGuess < Double(alone.guardrails.horizon)
      ? "about \(Int(alone.slowestGuess.rounded())) answers" : "more than \(alone.guardrails.horizon) answers"
    return "\(subject), which takes \(needed) to show; \(plan.numbers.pairsInTime) come in the time"
  }
}
