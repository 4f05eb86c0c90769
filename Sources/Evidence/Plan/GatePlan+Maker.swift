internal import Foundation
internal import Learning

extension GatePlan {
  /// Makes numbers for variants of a plan.
  struct Maker {
    var rules: GateRules
    var alpha: Double
    var noise: JudgeNoise?
    var days: Double
    var runs: Int
    var seed: UInt64
    /// The guardrail to mend, where guardrails take longer than pairs.
    var slowest: GuardrailAssumption?

    func numbers(
      _ assumption: Assumption, _ traffic: GateTraffic, margin: Double, isChecked: Bool = false,
      guardrails given: [GuardrailAssumption]? = nil
    ) throws(EvidenceError) -> Numbers {
      let guardrails = given ?? assumption.guardrails(rules)
      // Checks that decide exactly have no noise.
      let effective = isChecked ? margin : try noise?.scaled(margin) ?? margin
      let scale = isChecked ? 1 : noise.map { max(0.05, $0.scale) } ?? 1
      let law = try PairLaw(tieRate: assumption.tieRate, mean: assumption.mean * scale)
      let test = try NonInferiorityTest(margin: effective)
      let horizon = try horizon(
        traffic, guess: PairsNeeded.guess(margin: effective, alpha: alpha, law: law), guardrails)
      let pairs = try PairsNeeded(
        test: test, limits: limits, law: law, guardrails: guardrails, horizon: horizon, runs: runs, seed: seed)
      let inTime = traffic.pairs(after: days)
      return Numbers(
        pairs: pairs, meanDays: traffic.days(for: pairs.mean), q90Days: pairs.q90.map { traffic.days(for: Double($0)) },
        nanoDollars: pairs.mean * traffic.nanoDollarsPerPair, pairsInTime: inTime,
        promotedInTime: pairs.promoted(within: inTime).share,
        provedWorseInTime: pairs.provedWorse(within: inTime).share,
        exceededInTime: pairs.exceeded(within: inTime).share)
    }

    private var limits: TestLimits {
      TestLimits(alpha: alpha, beta: rules.beta, minimum: rules.minimumPairs, maximum: rules.maximumPairs)
    }

    /// Pairs after which a simulated run is cut off: all that come in time, and well beyond what both tests are guessed
    /// to take.
    private func horizon(
      _ traffic: GateTraffic, guess: Double, _ guardrails: [GuardrailAssumption]
    ) throws(EvidenceError) -> Int {
      var most = guess.isFinite ? 6 * guess : Self.longest
      for guardrail in guardrails { most = max(most, 4 * (try guardrail.guess(alpha: alpha))) }
      return Int(min(Self.longest, max(Double(traffic.pairs(after: days)), most)))
    }

    private static let longest = 20_000.0

    /// Pairs and guardrails apart, so that it is seen which of them takes longer.
    func alone(_ assumption: Assumption, _ traffic: GateTraffic) throws(EvidenceError) -> Alone? {
      let guardrails = assumption.guardrails(rules)
      var slowest: (guardrail: GuardrailAssumption, guess: Double)?
      for guardrail in guardrails {
        let guess = try guardrail.guess(alpha: alpha)
        let isSlower = slowest.map {
          (guess, guardrail.rate / guardrail.limit) > ($0.guess, $0.guardrail.rate / $0.guardrail.limit)
        }
        if isSlower ?? true { slowest = (guardrail, guess) }
      }
      guard let slowest else { return nil }
      let horizon = try horizon(traffic, guess: 0, guardrails)
      return Alone(
        pairs: try numbers(assumption, traffic, margin: rules.margin, guardrails: []).pairs,
        guardrails: try PairsNeeded(guardrails: guardrails, limits: limits, horizon: horizon, runs: runs, seed: seed),
        assumptions: guardrails, slowest: slowest.guardrail, slowestGuess: slowest.guess)
    }

    /// What would help where a guardrail takes the longest.
    private func guardrailRemedies(
      _ assumption: Assumption, _ traffic: GateTraffic
    ) throws(EvidenceError) -> [Remedy] {
      guard let slowest else { return [] }
      var result: [Remedy] = []
      if slowest.rate > 0 {
        var better = assumption
        better.failureRates[slowest.name] = min(slowest.rate, slowest.limit) / 4
        let rate = (better.failureRates[slowest.name] ?? 0) * 100
        result.append(
          Remedy(
            kind: .fewerFailures,
            advice:
              "bring the challenger's rate of '\(slowest.name)' down to \((rate * 1000).rounded() / 1000) %, by its "
              + "prompt, retries or a schema that its provider enforces",
            numbers: try numbers(better, traffic, margin: rules.margin)))
      }
      let higher = 2 * max(slowest.limit, slowest.rate)
      if higher <= 0.5 {
        var guardrails = assumption.guardrails(rules)
        for index in guardrails.indices where guardrails[index].name == slowest.name {
          guardrails[index].limit = higher
        }
        result.append(
          Remedy(
            kind: .higherLimit,
            advice: "allow \((higher * 10_000).rounded() / 100) % of '\(slowest.name)' if the stakes permit it",
            numbers: try numbers(assumption, traffic, margin: rules.margin, guardrails: guardrails)))
      }
      return result
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
              Assumption(
                tieRate: 0.85, mean: assumption.mean, failureRates: assumption.failureRates), checked,
              margin: rules.margin, isChecked: true)))
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
      result += try guardrailRemedies(assumption, traffic)
      return result.sorted { $0.numbers.decidedInTime > $1.numbers.decidedInTime }
    }
  }
}
