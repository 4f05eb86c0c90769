import Learning
import Testing

@testable import Scoring

@Suite("Statistics of a judge")
struct JudgeStatisticsTests {
  @Test("of one that always prefers the first answer show it, and its differences are all 0")
  func alwaysFirst() {
    let pairs = (0..<200).map { _ in OrderPair(challengerFirst: 1, incumbentFirst: -1) }
    let statistics = JudgeStatistics(pairs)
    #expect(pairs.allSatisfy { $0.difference == .tie })
    #expect(statistics.firstChoice.share == 1)
    #expect(statistics.firstInBoth.share == 1)
    #expect(statistics.flips.share == 1)
    #expect(statistics.consistent.share == 0)
    let agreement = JudgeAgreement((0..<100).map { _ in (.better, .better) })
    #expect(statistics.marginFactor(agreement) < 1e-9)
  }

  @Test("count ties, flips and first choices as they come")
  func counts() {
    let statistics = JudgeStatistics([
      OrderPair(challengerFirst: 1, incumbentFirst: 1), OrderPair(challengerFirst: 0, incumbentFirst: 0),
      OrderPair(challengerFirst: 1, incumbentFirst: 0),
      OrderPair(challengerFirst: -1, incumbentFirst: 1),
    ])
    #expect(statistics.consistent == Proportion(hits: 2, count: 4))
    #expect(statistics.flips == Proportion(hits: 1, count: 4))
    #expect(statistics.ties == Proportion(hits: 3, count: 8))
    #expect(statistics.firstChoice == Proportion(hits: 2, count: 5))
    #expect(statistics.lastInBoth.hits == 1)
  }

  @Test(
    "of one that flips 15 % of its verdicts shrink the margin as the research does",
    arguments: [(0.0, 0.05), (0.05, 0.045), (0.1, 0.04), (0.15, 0.035), (0.2, 0.03)])
  func shrinks(flip: Double, margin: Double) {
    #expect(abs(0.05 * JudgeStatistics.shrinkage(error: flip) - margin) < 1e-12)
  }

  @Test("take a seeded judge's flips for what they are")
  func seededFlips() {
    var random = SplitMix64(seed: 7, stream: 1)
    var labelled: [(judge: Difference, human: Difference)] = []
    for _ in 0..<2000 {
      let truth: Difference = random.next() % 2 == 0 ? .better : .worse
      labelled.append((random.next() % 100 < 15 ? truth.negated : truth, truth))
    }
    let agreement = JudgeAgreement(labelled)
    #expect(agreement.decisive.interval.contains(0.85))
    #expect(agreement.all == agreement.decisive)
    let steady = JudgeStatistics((0..<2000).map { _ in OrderPair(challengerFirst: 0, incumbentFirst: 0) })
    // Below 1 − 2 · 0.15 because the upper end of ε counts, and not far below.
    #expect((0.63...0.70).contains(steady.marginFactor(agreement)))
  }

  @Test("ties of people count in the agreement of all pairs only")
  func agreesOnTies() {
    let agreement = JudgeAgreement([(.tie, .tie), (.better, .tie), (.slightlyBetter, .better), (.worse, .better)])
    #expect(agreement.all == Proportion(hits: 2, count: 4))
    #expect(agreement.decisive == Proportion(hits: 1, count: 2))
  }

  @Test("find the slope of a judge that likes length")
  func length() throws {
    // Twice the length on the challenger's side is x = 1/3; the judge follows length alone.
    let pairs = (0..<60).map { index in
      let isLonger = index % 2 == 0
      return OrderPair(
        challengerFirst: isLonger ? 1 : -1, incumbentFirst: isLonger ? 1 : -1, incumbentLength: 100,
        challengerLength: isLonger ? 200 : 50)
    }
    let line = try #require(JudgeStatistics(pairs).length)
    #expect(abs(line.slope - 3) < 1e-9)
    #expect(abs(line.atEqualLength) < 1e-9)
    #expect(line.interval.lowerBound > 2.9)
    #expect(JudgeStatistics(Array(pairs.prefix(5))).length == nil)
    let alike = (0..<20).map { _ in
      OrderPair(challengerFirst: 1, incumbentFirst: 1, incumbentLength: 5, challengerLength: 5)
    }
    #expect(JudgeStatistics(alike).length == nil)
  }

  @Test("of nothing claim nothing")
  func nothing() {
    let statistics = JudgeStatistics([])
    #expect(statistics.firstChoice.interval == 0...1)
    #expect(statistics.marginFactor(JudgeAgreement([])) == 0)
  }
}
