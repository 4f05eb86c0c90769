internal import Learning

extension PairsNeeded {
  /// A test of pairs under an assumed law.
  struct Comparison {
    var test: NonInferiorityTest
    var law: PairLaw
  }

  /// How one simulated run ended before its horizon.
  enum Ending {
    case promoted, provedWorse, exceeded
  }

  /// One run of a gate: a pair and a check of each guardrail at a time, as the gate itself looks at them.
  ///
  /// Without a comparison the guardrails alone have to be kept. Pairs and guardrails have random numbers of their own,
  /// so that a plan with guardrails sees the same pairs as one without. Nil when the horizon came first.
  static func run(
    _ comparison: Comparison?, guardrails: [(test: RateTest, rate: Double)], limits: TestLimits, horizon: Int,
    seed: UInt64, number: Int
  ) -> (ending: Ending, pairs: Int)? {
    var random = SplitMix64(seed: seed, stream: number)
    var guards = guardrails.enumerated().map { index, guardrail in
      GuardrailRun(
        guardrail.test, rate: guardrail.rate, seed: seed ^ 0x6775_6172_6472_6169, stream: 16 * number + index)
    }
    var counts = PairCounts()
    let (promote, worse) = (limits.logPromote, limits.logWorse)
    var next = 1
    for pairs in 1...horizon {
      if let comparison { counts.add(comparison.law.draw(&random)) }
      for index in guards.indices where guards[index].isExceeded(by: pairs, worse) { return (.exceeded, pairs) }
      guard pairs >= next || pairs == horizon else { continue }
      let isBetter = comparison.map { $0.test.reaches(promote, .notWorse, counts) } ?? true
      // All have to be kept at once, so the slowest of them says when it is worth looking again.
      let quietGuards = guards.map { $0.isKept(after: pairs, promote) ? 0 : 1 + $0.quiet(after: pairs, promote) }
      let wait = quietGuards.max() ?? 0
      if isBetter, wait == 0, pairs >= limits.minimum { return (.promoted, pairs) }
      if let comparison {
        if comparison.test.reaches(worse, .worse, counts) { return (.provedWorse, pairs) }
        let open = max(comparison.test.quietPairs(promote, .notWorse, counts), wait - 1)
        next = pairs + 1 + min(open, comparison.test.quietPairs(worse, .worse, counts))
      } else {
        next = pairs + max(1, wait)
      }
    }
    return nil
  }
}
