import Learning
import Testing

@Suite("Statistics of judgements")
struct StatisticsTests {
  @Test("Wilson's interval of 8 in 10 is the published one")
  func wilson() {
    let interval = Proportion(hits: 8, count: 10).interval
    #expect(abs(interval.lowerBound - 0.4902) < 1e-3)
    #expect(abs(interval.upperBound - 0.9433) < 1e-3)
  }

  @Test("nothing counted leaves everything possible")
  func empty() { #expect(Proportion(hits: 0, count: 0).interval == 0...1) }

  @Test(
    "the area under the curve is the chance of ranking right, ties counting half",
    arguments: [([2, 3], [0, 1], 1), ([1, 1], [1, 1], 0.5), ([0], [1, 2], 0), ([1, 2], [1], 0.75)]
      as [([Double], [Double], Double)])
  func area(positives: [Double], negatives: [Double], expected: Double) {
    #expect(Ranking.areaUnderCurve(positives: positives, negatives: negatives) == expected)
  }

  @Test("recall at a tenth of false alarms lets one of ten negatives pass")
  func recall() {
    let negatives = (0..<10).map(Double.init)
    #expect(Ranking.recall(positives: [8.5, 9.5, 3], negatives: negatives, falseShare: 0.1).hits == 2)
    #expect(Ranking.recall(positives: [8.5, 9.5, 3], negatives: negatives, falseShare: 0).hits == 1)
  }

  @Test("probabilities that keep their word have no calibration error, boasting ones have")
  func calibration() {
    let honest = Reliability([0.25, 0.25, 0.25, 0.25], happened: [true, false, false, false])
    #expect(honest.expectedError < 1e-9)
    let boasting = Reliability([0.95, 0.95], happened: [true, false])
    #expect(abs(boasting.expectedError - 0.45) < 1e-9)
  }

  @Test("the same text always has the same columns, and another text has others")
  func hashing() {
    let hasher = NGramHasher(bits: 16)
    #expect(hasher.row("chest pain").map(\.column) == hasher.row("Chest  PAIN").map(\.column))
    #expect(hasher.row("chest pain").map(\.column) != hasher.row("chess game").map(\.column))
    #expect(hasher.row("").isEmpty)
    #expect(hasher.row("chest pain").allSatisfy { $0.column >= 0 && Int($0.column) < hasher.columnCount })
  }
}
