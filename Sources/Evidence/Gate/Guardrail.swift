/// A guardrail of a gate: what it counted in the round, and its watch while the challenger serves.
struct Guardrail: Sendable {
  let rule: GuardrailRule
  let test: RateTest
  var counts = RateCounts()
  var detector: RateDetector?

  init(_ rule: GuardrailRule) throws(EvidenceError) {
    self.rule = rule
    test = try RateTest(limit: rule.limit)
  }

  mutating func reset() {
    counts = RateCounts()
    detector = nil
  }

  var basis: GuardrailBasis {
    GuardrailBasis(
      name: rule.name, limit: rule.limit, counts: counts, logEUnder: test.logUnder(counts),
      logEOver: test.logOver(counts), drift: detector?.statistic)
  }
}
