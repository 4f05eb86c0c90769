import Evidence
import Foundation
import Testing

@Suite("Other methods against reference numbers", .enabled(if: EvidenceReference.isPresent, EvidenceReference.missing))
struct OtherVectorTests {
  struct Weighted: Decodable {
    var D: [Int]
    var w: [Double]
    var logE: [String: Double]
  }

  @Test("weighted pairs have the e-values of the reference")
  func weighted() throws {
    let file: Weighted = try EvidenceReference.read("weighted_eprocess")
    var test = try NonInferiorityTest(margin: 0.05)
    var tally = PairTally()
    var checked = 0
    for (index, (difference, weight)) in zip(file.D, file.w).enumerated() {
      let weight = try #require(SampleWeight(weight))
      let difference = try #require(Difference(rawValue: Int8(2 * difference)))
      if index == 30 { test.prepare(weight) }
      try tally.add(difference, weight: weight)
      guard let expected = file.logE["\(index + 1)"] else { continue }
      #expect(agree(test.logE(.notWorse, tally), expected))
      checked += 1
    }
    #expect(checked == file.logE.count)
  }

  struct Intervals: Decodable {
    struct Case: Decodable {
      var wins: Int
      var ties: Int
      var losses: Int
      var alpha: Double
      var lower: Double
      var upper: Double
    }

    var cases: [Case]
  }

  @Test("intervals of the mean are those of the reference")
  func intervals() throws {
    let file: Intervals = try EvidenceReference.read("mixture_confidence_sequence")
    for entry in file.cases {
      let interval = ConfidenceSequence(
        PairCounts(lost: entry.losses, tied: entry.ties, won: entry.wins), alpha: entry.alpha)
      #expect(agree(interval.lower, entry.lower) && agree(interval.upper, entry.upper), "\(entry) \(interval)")
    }
  }

  struct Detector: Decodable {
    var delta: Double
    var D: [Int]
    var SR: [String: Double]
  }

  @Test("the drift detector's path is that of the reference")
  func detector() throws {
    let file: Detector = try EvidenceReference.read("e_detector")
    var detector = try DriftDetector(margin: file.delta)
    var checked = 0
    for (index, difference) in file.D.enumerated() {
      detector.observe(try #require(Difference(rawValue: Int8(2 * difference))))
      guard let expected = file.SR["\(index + 1)"] else { continue }
      #expect(agree(detector.statistic, expected))
      checked += 1
    }
    #expect(checked == file.SR.count)
  }

  struct Many: Decodable {
    struct Step: Decodable {
      var alpha_t: Double
      var threshold: Double
      var reject: Bool
    }

    var e_values: [Double]
    var e_bh: [String: [Int]]
    var e_lond_0_10: [Step]
  }

  @Test("many e-values are judged as in the reference")
  func multiplicity() throws {
    let file: Many = try EvidenceReference.read("multiplicity")
    for (alpha, expected) in file.e_bh {
      #expect(Multiplicity.eBH(logE: file.e_values.map { log($0) }, alpha: try #require(Double(alpha))) == expected)
    }
    var online = ELOND(alpha: 0.10)
    for (value, step) in zip(file.e_values, file.e_lond_0_10) {
      #expect(agree(online.nextAlpha, step.alpha_t) && agree(1 / online.nextAlpha, step.threshold))
      #expect(online.reject(logE: log(value)) == step.reject)
    }
  }

  struct Swap: Decodable {
    struct Row: Decodable {
      var order1_challenger_first: Int8
      var order2_challenger_second: Int8
      var D_swap_average: Double
    }

    struct Scaling: Decodable {
      var flip: Double
      var delta: Double
      var delta_scaled: Double
    }

    var table: [Row]
    var margin_scaling: [Scaling]
  }

  @Test("both orders of a judge average as in the reference, and noise scales the margin")
  func judge() throws {
    let file: Swap = try EvidenceReference.read("judge_swap")
    for row in file.table {
      let first = try #require(Preference(rawValue: row.order1_challenger_first))
      let second = try #require(Preference(rawValue: row.order2_challenger_second))
      #expect(Difference(first, second).value == row.D_swap_average)
    }
    for row in file.margin_scaling {
      #expect(agree(row.delta * JudgeNoise.scale(flips: row.flip, places: 0), row.delta_scaled))
    }
  }
}
