import Evidence
import Learning
import Testing

@Suite("A plan reckons with guardrails")
struct GuardrailPlanTests {
  private static func rules(_ margin: Double = 0.10, minimum: Int = 50) -> GateRules {
    var rules = GateRules(stakes: .low, margin: margin, alpha: 0.05, minimumPairs: minimum)
    rules.guardrails = ["refusal", "failure", "schema"].map { GuardrailRule(name: $0, limit: 0.02) }
    return rules
  }

  private static func assumed(_ rates: [String: Double]) -> [GuardrailAssumption] {
    rules().guardrails.map { GuardrailAssumption($0, rate: rates[$0.name] ?? 0) }
  }

  @Test("without failures guardrails take the same number of answers in every run, the one that the test needs")
  func withoutFailures() throws {
    let limits = TestLimits(alpha: 0.05)
    let needed = try PairsNeeded(guardrails: Self.assumed([:]), limits: limits, horizon: 2000, runs: 50)
    let test = try RateTest(limit: 0.02)
    let first = try #require((1...2000).first { test.logUnder(RateCounts(passed: $0)) >= limits.logPromote })
    #expect(needed.median == first && needed.q90 == first)
    #expect(needed.mean == Double(first) && needed.standardError == 0)
    #expect(try GuardrailAssumption(GuardrailRule(name: "x", limit: 0.02)).guess(alpha: 0.05) == Double(first))
  }

  /// Drives the gate itself, unit by unit, and counts the units until it opens or gives up.
  private func units(_ number: Int, rates: [String: Double], law: PairLaw, horizon: Int) throws -> (Int, GateState)? {
    var gate = try GateFixture.gathering(Self.rules())
    var random = SplitMix64(seed: 77, stream: number)
    for unit in 1...horizon {
      var events = Self.rules().guardrails.map { rule in
        GateEvent.guardrail(
          name: rule.name, failed: Double(random.next() >> 11) * 0x1p-53 < rates[rule.name] ?? 0)
      }
      events.append(.pair(law.draw(&random)))
      for event in events { _ = gate.apply(event) }
      if case .gathering = gate.state { continue }
      return (unit, gate.state)
    }
    return nil
  }

  @Test(
    "the plan agrees with gates that are driven pair by pair",
    arguments: [(0.85, 0.004, 0.008), (0.85, 0.0, 0.0), (0.5, 0.002, 0.004), (0.7, 0.012, 0.03)])
  func agrees(tieRate: Double, failure: Double, refusal: Double) throws {
    let rates = ["failure": failure, "refusal": refusal]
    let (runs, horizon) = (150, 2500)
    let law = try PairLaw(tieRate: tieRate, mean: 0)
    let alpha = try #require(Self.rules().spending.alpha(0.05, round: 1))
    let needed = try PairsNeeded(
      test: NonInferiorityTest(margin: 0.10), limits: TestLimits(alpha: alpha, beta: Self.rules().beta), law: law,
      guardrails: Self.assumed(rates), horizon: horizon, runs: 400, seed: 5)
    var opened: [Double] = []
    var exceeded = 0
    for number in 0..<runs {
      let ending = try units(number, rates: rates, law: law, horizon: horizon)
      if case .open? = ending?.1 { opened.append(Double(ending?.0 ?? 0)) }
      if ending?.1 == .closed(reason: .guardrail) { exceeded += 1 }
    }
    let mean = (opened.reduce(0, +) + Double(horizon * (runs - opened.count))) / Double(runs)
    let share = Double(opened.count) / Double(runs)
    #expect(abs(needed.promoted(within: horizon).share - share) < 0.1, "\(needed.promoted(within: horizon)) \(share)")
    #expect(abs(needed.exceeded(within: horizon).share - Double(exceeded) / Double(runs)) < 0.1)
    // The standard error of both means, of which the plan's is √(150/400) of the other.
    let error = 2 * needed.standardError
    #expect(abs(needed.mean - mean) < 3 * error + 2, "\(needed.mean) ± \(needed.standardError), \(mean)")
  }

  private func plan(_ rates: [String: Double], tieRate: Double = 0.9, units: Double = 400) throws -> GatePlan {
    try GatePlan(
      rules: Self.rules(), assumption: .init(tieRate: tieRate, failureRates: rates),
      traffic: GateTraffic(unitsPerDay: units, sampledShare: 0.2), days: 30)
  }

  @Test("what the gate waits for is named, and is never faster than either part")
  func bottleneck() throws {
    let quick = try plan([:])
    #expect(quick.bottleneck == .guardrails && quick.warnings.isEmpty)
    let slow = try plan([:], tieRate: 0.2)
    #expect(slow.bottleneck == .pairs)
    for plan in [quick, slow] {
      let alone = try #require(plan.alone)
      #expect(plan.numbers.pairs.mean >= alone.pairs.mean - 1e-9)
      #expect(plan.numbers.pairs.mean >= alone.guardrails.mean - 1e-9)
    }
    let none = try GatePlan(
      rules: .defaults(for: .low), assumption: .init(), traffic: GateTraffic(unitsPerDay: 100), days: 30)
    #expect(none.alone == nil && none.bottleneck == nil)
  }

  @Test("a rate near the limit is warned of, with what would help")
  func nearLimit() throws {
    let plan = try plan(["refusal": 0.017])
    #expect(plan.bottleneck == .guardrails && plan.alone?.slowest.name == "refusal")
    #expect(plan.warnings.contains { $0.contains("the guardrail 'refusal' allows 2.0 % and 1.7 % is assumed") })
    let kinds: [GatePlan.Remedy.Kind] = [.fewerFailures, .higherLimit]
    for kind in kinds {
      let remedy = try #require(plan.remedies.first { $0.kind == kind })
      #expect(remedy.numbers.promotedInTime > plan.numbers.promotedInTime + 0.3, "\(kind)")
    }
  }

  @Test("a rate over the limit is said to keep the gate closed, and is proved in time where there is traffic")
  func overLimit() throws {
    let plan = try plan(["schema": 0.08], units: 5000)
    #expect(plan.warnings.contains { $0.contains("the gate will not open") })
    #expect(plan.numbers.exceededInTime > 0.9 && plan.numbers.promotedInTime < 0.05)
    #expect(throws: EvidenceError.self) { try self.plan(["schema": 1.5]) }
  }
}
