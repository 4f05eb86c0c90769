import Evidence
import Foundation
import Learning
import Testing

@Suite("The test of pairs keeps its promises")
struct TestOfPairsTests {
  @Test("the e-value by counts is the mean wealth of bets placed pair by pair", arguments: [0.03, 0.05, 0.10])
  func product(_ margin: Double) throws {
    let test = try NonInferiorityTest(margin: margin)
    let law = try PairLaw(tieRate: 0.5, mean: 0.02, halves: 0.4)
    var random = SplitMix64(seed: 11)
    for (side, sign) in [(Side.notWorse, 1.0), (.worse, -1)] {
      let bets = test.bets(side)
      var wealth = bets.map { _ in 1.0 }
      var counts = PairCounts()
      for _ in 0..<500 {
        let difference = law.draw(&random)
        counts.add(difference)
        for index in bets.indices { wealth[index] *= 1 + bets[index] * sign * (difference.value + margin) }
        #expect(agree(test.logE(side, counts), log(wealth.reduce(0, +) / Double(bets.count)), 1e-11))
      }
    }
  }

  @Test("expected wealth under a challenger at the margin is that of the pair before", arguments: [0.03, 0.05, 0.10])
  func fairness(_ margin: Double) throws {
    let test = try NonInferiorityTest(margin: margin)
    let law = try PairLaw(tieRate: 0.4, mean: -margin, halves: 0.5)
    let past = PairCounts(lost: 7, halfLost: 3, tied: 20, halfWon: 4, won: 9)
    for side in Side.allCases {
      var expected = 0.0
      for (difference, chance) in zip(Difference.allCases, law.chances) {
        var next = past
        next.add(difference)
        expected += chance * exp(test.logE(side, next))
      }
      #expect(agree(expected, exp(test.logE(side, past)), 1e-12))
    }
  }

  @Test("corrected by people by lot, the e-value is fair however biased the judge is")
  func correctedFairness() throws {
    let test = try NonInferiorityTest(margin: 0.05, labelProbability: 0.2)
    let law = try PairLaw(tieRate: 0.5, mean: -0.05)
    var past = PairTally(PairCounts(lost: 3, tied: 5, won: 9))
    try past.add(.won, person: .lost)
    for side in Side.allCases {
      var expected = 0.0
      for (truth, chance) in zip(Difference.allCases, law.chances) {
        for (judge, share) in [(Difference.won, 0.3), (truth, 0.7)] {
          for (isLabelled, lot) in [(true, 0.2), (false, 0.8)] {
            var next = past
            try next.add(judge, person: isLabelled ? truth : nil)
            expected += chance * share * lot * exp(test.logE(side, next))
          }
        }
      }
      #expect(agree(expected, exp(test.logE(side, past)), 1e-12))
    }
  }

  @Test("weighted, pairs of strata sampled at unequal rates are fair for the whole")
  func weightedFairness() throws {
    let test = try NonInferiorityTest(margin: 0.05)
    let rare = try PairLaw(tieRate: 0.5, mean: -0.15)
    let common = try PairLaw(tieRate: 0.5, mean: 0.05)
    let low = try #require(SampleWeight(least: 0.05, probability: 0.25))
    let past = PairTally(PairCounts(lost: 2, tied: 5, won: 4))
    var expected = 0.0
    for (law, weight, sampled) in [(rare, SampleWeight.one, 0.05), (common, low, 0.25)] {
      expected += 0.5 * (1 - sampled) * exp(test.logE(.notWorse, past))
      for (difference, chance) in zip(Difference.allCases, law.chances) {
        var next = past
        try next.add(difference, weight: weight)
        expected += 0.5 * sampled * chance * exp(test.logE(.notWorse, next))
      }
    }
    #expect(agree(expected, exp(test.logE(.notWorse, past)), 1e-12))
  }

  @Test("quiet pairs pass over no crossing", arguments: 1...20)
  func quiet(_ seed: UInt64) throws {
    let test = try NonInferiorityTest(margin: 0.05)
    let law = try PairLaw(tieRate: 0.5, mean: 0.03, halves: 0.2)
    var random = SplitMix64(seed: seed)
    var counts = PairCounts()
    var next = 1
    var looks = 0
    for pairs in 1...4000 {
      counts.add(law.draw(&random))
      let isReached = test.reaches(3, .notWorse, counts)
      if pairs < next {
        #expect(!isReached)
        continue
      }
      looks += 1
      if isReached { break }
      next = pairs + 1 + test.quietPairs(3, .notWorse, counts)
    }
    #expect(looks < 2000)
  }

  @Test("quiet pairs pass over no crossing with weights and people's labels either", arguments: 1...10)
  func quietTally(_ seed: UInt64) throws {
    let test = try NonInferiorityTest(margin: 0.1, labelProbability: 0.3)
    let law = try PairLaw(tieRate: 0.5, mean: 0.05)
    let light = try #require(SampleWeight(0.4))
    var random = SplitMix64(seed: seed)
    var tally = PairTally()
    var next = 1
    for pairs in 1...3000 {
      let truth = law.draw(&random)
      let lot = random.next() % 10
      try tally.add(truth, weight: lot < 5 ? light : .one, person: lot % 3 == 0 ? law.draw(&random) : nil)
      let isReached = test.reaches(2, .notWorse, tally)
      if pairs < next { #expect(!isReached) }
      if isReached { return }
      if pairs >= next { next = pairs + 1 + test.quietPairs(2, .notWorse, tally) }
    }
    Issue.record("no run should be this long")
  }

  @Test("verdicts at their limits")
  func verdicts() throws {
    let test = try NonInferiorityTest(margin: 0.05)
    let limits = TestLimits(alpha: 0.05, minimum: 50, maximum: 100)
    #expect(test.verdict(PairTally(PairCounts(won: 49)), limits) == .undecided)
    #expect(test.verdict(PairTally(PairCounts(won: 50)), limits) == .promote)
    #expect(test.verdict(PairTally(PairCounts(lost: 50)), limits) == .provedWorse)
    #expect(test.verdict(PairTally(PairCounts(lost: 50, won: 50)), limits) == .inconclusive)
    #expect(test.verdict(PairTally(PairCounts(lost: 49, won: 50)), limits) == .undecided)
  }

  @Test("counts stay within their limit whatever is added")
  func limits() throws {
    var counts = PairCounts(won: .max)
    counts.add(.won, times: .max)
    counts.add(.lost, times: .min)
    #expect(counts.merged(with: counts).won == PairCounts.limit && counts.lost == 0)
    let test = try NonInferiorityTest(margin: 0.05)
    #expect(test.logE(.notWorse, counts).isFinite && test.logE(.worse, counts).isFinite)
  }

  @Test("margins outside their range are refused", arguments: [0, -0.1, 0.9, .nan, .infinity])
  func range(_ margin: Double) {
    #expect(throws: EvidenceError.self) { try NonInferiorityTest(margin: margin) }
    #expect(throws: EvidenceError.self) { try DriftDetector(margin: margin) }
  }

  @Test("a 33rd sampling weight is refused, and weights outside (0, 1] do not exist")
  func weights() throws {
    var tally = PairTally()
    for index in 1...32 { try tally.add(.won, weight: try #require(SampleWeight(Double(index) / 64))) }
    let other = try #require(SampleWeight(0.99))
    let error = #expect(throws: EvidenceError.self) { try tally.add(.won, weight: other) }
    #expect(error?.code == .tooManyWeights && tally.total == 32)
    #expect(SampleWeight(0) == nil && SampleWeight(1.1) == nil && SampleWeight(.nan) == nil)
  }

  @Test("a failure rate's test finds rates under and over its limit")
  func rates() throws {
    let test = try RateTest(limit: 0.05)
    #expect(test.logUnder(RateCounts(passed: 200)) > log(20) && test.logOver(RateCounts(passed: 200)) < 0)
    #expect(test.logOver(RateCounts(passed: 80, failed: 20)) > log(20))
    let past = RateCounts(passed: 30, failed: 2)
    for evidence in [test.logUnder, test.logOver] {
      let expected =
        0.95 * exp(evidence(RateCounts(passed: 31, failed: 2))) + 0.05
        * exp(evidence(RateCounts(passed: 30, failed: 3)))
      #expect(agree(expected, exp(evidence(past)), 1e-12))
    }
  }

  @Test("a conversation's mean is rounded so that it is right on average")
  func rounding() {
    for mean in [-1, -0.6, -0.2, 0, 0.1, 0.25, 0.8, 1] {
      let lots = (0..<1000).map { (Double($0) + 0.5) / 1000 }
      let values = lots.map { Difference(mean: mean, lot: $0).value }
      #expect(abs(values.reduce(0, +) / 1000 - mean) < 1e-3)
      #expect(values.allSatisfy { abs($0 - mean) < 0.5 + 1e-12 })
    }
    #expect(Difference(mean: .nan, lot: 0) == .lost)
  }

  @Test("an interval shrinks with pairs and lies around the mean")
  func interval() {
    let few = ConfidenceSequence(PairCounts(lost: 30, tied: 40, won: 50), alpha: 0.025)
    let many = ConfidenceSequence(PairCounts(lost: 300, tied: 400, won: 500), alpha: 0.025)
    let mean = PairCounts(lost: 30, tied: 40, won: 50).mean
    #expect(few.lower < many.lower && many.lower < mean && mean < many.upper && many.upper < few.upper)
    let nothing = ConfidenceSequence(PairCounts(), alpha: 0.025)
    #expect(nothing.lower == -1 && nothing.upper == 1)
  }
}
