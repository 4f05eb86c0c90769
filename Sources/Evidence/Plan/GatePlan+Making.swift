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
    let maker = Maker(rules: rules, alpha: alpha, noise: noise, days: days, runs: runs, seed: seed)
    self.assumption = assumption
    self.traffic = traffic
    self.days = days
    effectiveMargin = try noise?.scaled(rules.margin) ?? rules.margin
    roundAlpha = alpha
    numbers = try maker.numbers(assumption, traffic, margin: rules.margin)
    warnings = []
    remedies = []
    warnings = Self.warnings(self)
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
    if numbers.decidedInTime < leastChance {
      warnings.append(
        "the chance of an answer in \(Int(min(plan.days, 1e6).rounded())) days is "
          + "\(Int((100 * numbers.decidedInTime).rounded())) %: \(numbers.pairsInTime) pairs come in that time, and "
          + "\(Int(numbers.pairs.mean.rounded())) are needed on average")
    }
    return warnings
  }

  /// Makes numbers for variants of a plan.
  struct Maker {
    var rules: GateRules
    var alpha: Double
    var noise: JudgeNoise?
    var days: Double
    var runs: Int
    var seed: UInt64

    func numbers(
      _ assumption: Assumption, _ traffic: GateTraffic, margin: Double, isChecked: Bool = false
    ) throws(EvidenceError) -> Numbers {
      // Checks that decide exactly have no noise.
      let effective = isChecked ? margin : try noise?.scaled(margin) ?? margin
      let scale = isChecked ? 1 : noise.map { max(0.05, $0.scale) } ?? 1
      let law = try PairLaw(tieRate: assumption.tieRate, mean: assumption.mean * scale)
      let test = try NonInferiorityTest(margin: effective)
      let limits = TestLimits(
        alpha: alpha, beta: rules.beta, minimum: rules.minimumPairs, maximum: rules.maximumPairs)
      let guess = PairsNeeded.guess(margin: effective, alpha: alpha, law: law)
      let horizon = min(20_000, max(Double(traffic.pairs(after: days)), guess.isFinite ? 6 * guess : 20_000))
      let pairs = PairsNeeded(
        test: test, limits: limits, law: law, horizon: Int(horizon), runs: runs, seed: seed)
      let inTime = traffic.pairs(after: days)
      return Numbers(
        pairs: pairs, meanDays: traffic.days(for: pairs.mean), q90Days: pairs.q90.map { traffic.days(for: Double($0)) },
        nanoDollars: pairs.mean * traffic.nanoDollarsPerPair, pairsInTime: inTime,
        promotedInTime: pairs.promoted(within: inTime).share,
        provedWorseInTime: pairs.provedWorse(within: inTime).share)
    }

    func remedies(_ assumption: Assumption, _ traffic: GateTraffic) throws(EvidenceError) -> [Remedy] {
      var result: [Remedy] = []
      if assumption.tieRate < 0.85, abs(assumption.mean) <= 0.15 {
        var checked = traffic
        checked.settledWithoutJudge = 1
        result.append(
          Remedy(
            kind: .deterministicChecks,
            advice: "score by checks (schema, exact match, tests): about 85 of 100 pairs then tie and no judge is paid",
            numbers: try numbers(
              Assumption(tieRate: 0.85, mean: assumption.mean), checked, margin: rules.margin, isChecked: true)))
      }
      if rules.margin <= 0.25 {
        result.append(
          Remedy(
            kind: .largerMargin, advice: "allow a margin of \(2 * rules.margin) points if the stakes permit it",
            numbers: try numbers(assumption, traffic, margin: 2 * rules.margin)))
      }
      if traffic.sampledShare > 0, traffic.sampledShare < 1 {
        var whole = traffic
        whole.sampledShare = 1
        result.append(
          Remedy(
            kind: .sampleEverything, advice: "sample all of the traffic while gathering",
            numbers: try numbers(assumption, whole, margin: rules.margin)))
      }
      var pooled = traffic
      pooled.unitsPerDay *= 4
      result.append(
        Remedy(
          kind: .pooling, advice: "pool four use cases of the same kind, or all tenants, in one gate",
          numbers: try numbers(assumption, pooled, margin: rules.margin)))
      var replayed = traffic
      replayed.replayable += Int(min(90 * traffic.unitsPerDay, 1e9))
      result.append(
        Remedy(
          kind: .replay, advice: "replay the logged requests of the last 90 days, where retention allows",
          numbers: try numbers(assumption, replayed, margin: rules.margin)))
      return result.sorted { $0.numbers.decidedInTime > $1.numbers.decidedInTime }
    }
  }
}
