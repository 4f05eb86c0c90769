import Foundation
import Testing

@testable import Frontier

@Suite(
  "Threshold crossings against the reference", .enabled(if: SharedLagFiles.root != nil, "\(SharedLagFiles.absence)"))
struct CrossingReferenceTests {
  static let window = Day(year: 2023, month: 1, day: 1)...Day(year: 2026, month: 7, day: 31)
  static let pairs: [(name: String, pair: FrontierPair)] = [
    ("open_vs_closed", .openBehindClosed), ("china_vs_us", .chinaBehindUS),
  ]

  @Test("every point has the same benchmark, threshold, models and months", arguments: pairs)
  func points(_ name: String, _ pair: FrontierPair) throws {
    let data = try SharedLagFiles.epoch()
    let crossings = ThresholdCrossings(data, pair: pair, window: Self.window)
    let table = try SharedLagFiles.table("reference/cross_\(name).csv")
    #expect(crossings.reached.count == table.rows.count)
    let names = data.matrix.models
    let own = Dictionary(
      uniqueKeysWithValues: crossings.reached.map {
        ("\(data.matrix.benchmarks[$0.benchmark]) \(Int((100 * $0.threshold).rounded()))", $0)
      })
    for row in table.rows {
      let cells = Array(row.cells)
      let threshold = try #require(Double(cells[1]))
      let crossing = try #require(own["\(cells[0]) \(Int((100 * threshold).rounded()))"], "\(cells)")
      #expect(names[crossing.follower.model] == cells[2], "\(cells)")
      #expect(names[crossing.leader.model] == cells[3], "\(cells)")
      let months = try #require(Double(cells[5]))
      #expect(abs(crossing.months - months) < 1e-9)
    }
  }

  /// One category's reference results.
  struct Expected: Decodable {
    var n: Int
    var nb: Int
    var mean: Double
    var mean_ci: [Double]
    var median: Double
    var median_ci: [Double]
    var trend_m_per_yr: Double
    var trend_ci: [Double]
    var half_years: [String: [Double]]
  }

  static let categories = ["all", "STEM", "programming", "knowledge", "reasoning", "agentic", "private", "public"]

  func benchmarks(_ category: String) throws -> Set<String>? {
    let categories = try SharedLagFiles.categories()
    return switch category {
    case "all": nil
    case "private": categories.benchmarks(.private)
    case "public": categories.benchmarks(.public)
    case "agentic": categories.benchmarks(in: .agents)
    default: categories.benchmarks(in: BenchmarkCategory(category))
    }
  }

  @Test("thresholds as written change a handful of the 225 points and the mean by less than 0.1 months")
  func exactThresholds() throws {
    let data = try SharedLagFiles.epoch()
    let exact = CrossingRules(thresholds: CrossingRules.exact)
    let summed = ThresholdCrossings(data, pair: .openBehindClosed, window: Self.window)
    let other = ThresholdCrossings(data, pair: .openBehindClosed, window: Self.window, rules: exact)
    #expect(Set(summed.reached).count == 225)
    let pairs = { (crossings: ThresholdCrossings) in
      Set(crossings.reached.map { [$0.benchmark, $0.leader.model, $0.follower.model] })
    }
    #expect(pairs(summed).symmetricDifference(pairs(other)).count == 5)
    #expect(other.reached.count == 224)
    #expect(abs((summed.statistics.mean ?? .nan) - (other.statistics.mean ?? .nan)) < 0.1)
  }

  @Test("counts, means, medians, trends and half-years of every category agree", arguments: pairs, categories)
  func statistics(_ pair: (name: String, pair: FrontierPair), _ category: String) throws {
    let all = try JSONDecoder().decode(
      [String: Expected].self, from: Data(SharedLagFiles.text("reference/lag_threshold_categories.json").utf8))
    let expected = try #require(all["\(pair.name)|\(category)"])
    let crossings = try ThresholdCrossings(
      SharedLagFiles.epoch(), pair: pair.pair, window: Self.window, benchmarks: benchmarks(category))
    let own = crossings.statistics
    #expect(own.points == expected.n)
    #expect(own.benchmarks == expected.nb)
    #expect(abs((own.mean ?? .nan) - expected.mean) < 1e-9)
    #expect(abs((own.median ?? .nan) - expected.median) < 1e-9)
    #expect(abs((own.trend ?? .nan) - expected.trend_m_per_yr) < 1e-9)
    for half in own.halfYears where half.name >= "2023H2" {
      let row = try #require(expected.half_years[half.name])
      #expect(half.points == Int(row[0]))
      #expect(abs(half.mean - row[1]) <= 0.0501)
      #expect(abs(half.median - row[2]) <= 0.0501)
    }
    let intervals = crossings.intervals(draws: 600, seed: 7)
    // The reference drew from another generator, so its bounds have a sampling error of some per cent of their width. A
    // median of thirty points moves in steps, each of which is up to a quarter of the width.
    for (own, reference, tolerance) in [
      (intervals.mean, expected.mean_ci, 0.2), (intervals.median, expected.median_ci, 0.25),
      (intervals.trend, expected.trend_ci, 0.2),
    ] {
      let own = try #require(own)
      let width = reference[1] - reference[0]
      #expect(abs(own.lowerBound - reference[0]) < tolerance * width, "\(own) \(reference)")
      #expect(abs(own.upperBound - reference[1]) < tolerance * width, "\(own) \(reference)")
    }
  }
}
