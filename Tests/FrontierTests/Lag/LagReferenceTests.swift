import Foundation
import Frontier
import Testing

@Suite("The reference's lags", .enabled(if: LagReference.isAvailable, LagReference.missing))
struct LagReferenceTests {
  /// Months by definition for a pair and the end of a window from 2023. The reference counts D1 as 0 where followers were
  /// first, takes D3 on every third day and D2 on a grid of levels, so it is up to 0.05 months off.
  struct Row: Sendable, CustomTestStringConvertible {
    var pair: FrontierPair
    var until: String
    var months: [LagDefinition: Double]
    var points: Double
    var testDescription: String { "\(pair.name) until \(until)" }
  }

  static let rows: [Row] = [
    Row(
      pair: .openBehindClosed, until: "2025-10-30",
      months: [
        .records: 6.847, .levels: 4.447, .daily(z: 0): 6.81, .offset: 6.574, .catchUp: 6.986, .catchUpMedian: 7.097,
      ], points: 8.42),
    Row(
      pair: .openBehindClosed, until: "2026-01-01",
      months: [
        .records: 7.280, .levels: 4.941, .daily(z: 0): 7.10, .offset: 6.563, .catchUp: 6.986, .catchUpMedian: 7.097,
      ], points: 8.33),
    Row(
      pair: .openBehindClosed, until: "2026-07-31",
      months: [
        .records: 6.978, .levels: 5.619, .daily(z: 0): 7.16, .offset: 6.686, .catchUp: 7.460, .catchUpMedian: 7.129,
      ], points: 8.46),
    Row(
      pair: .chinaBehindUS, until: "2025-10-30",
      months: [
        .records: 6.954, .levels: 7.671, .daily(z: 0): 8.34, .offset: 7.007, .catchUp: 7.918, .catchUpMedian: 7.491,
      ], points: 11.38),
    Row(
      pair: .chinaBehindUS, until: "2026-01-01",
      months: [
        .records: 7.526, .levels: 7.812, .daily(z: 0): 8.54, .offset: 7.010, .catchUp: 7.918, .catchUpMedian: 7.491,
      ], points: 11.09),
    Row(
      pair: .chinaBehindUS, until: "2026-07-31",
      months: [
        .records: 6.913, .levels: 7.532, .daily(z: 0): 8.27, .offset: 7.093, .catchUp: 7.803, .catchUpMedian: 7.129,
      ], points: 10.59),
    Row(
      pair: .openChinaBehindClosedUS, until: "2025-10-30",
      months: [
        .records: 6.850, .levels: 4.790, .daily(z: 0): 8.25, .offset: 7.247, .catchUp: 8.037, .catchUpMedian: 7.491,
      ], points: 11.34),
    Row(
      pair: .openChinaBehindClosedUS, until: "2026-01-01",
      months: [
        .records: 7.437, .levels: 5.257, .daily(z: 0): 8.46, .offset: 7.242, .catchUp: 8.037, .catchUpMedian: 7.491,
      ], points: 11.05),
    Row(
      pair: .openChinaBehindClosedUS, until: "2026-07-31",
      months: [
        .records: 7.016, .levels: 5.826, .daily(z: 0): 8.28, .offset: 7.289, .catchUp: 8.061, .catchUpMedian: 7.491,
      ], points: 10.70),
  ]

  @Test("each definition gives the reference's months within 0.05", arguments: rows)
  func definitions(_ row: Row) async throws {
    let query = LagQuery(pair: row.pair, window: try LagReference.window("2023-01-01", row.until))
    let estimator = try await LagReference.results().estimator(query)
    for (definition, months) in row.months {
      let own = estimator.frontier.lag(definition)
      #expect(isNear(own, months, within: 0.05), "\(definition): \(own ?? .nan), reference \(months)")
    }
    let gap = estimator.frontier.gap?.points
    #expect(isNear(gap, row.points, within: 0.1), "gap: \(gap ?? .nan), reference \(row.points)")
  }

  @Test("records reached and pending are the reference's")
  func catchUpCounts() async throws {
    let expected: [(FrontierPair, String, Int, Int)] = [
      (.openBehindClosed, "2025-10-30", 8, 3), (.openBehindClosed, "2026-01-01", 8, 5),
      (.openBehindClosed, "2026-07-31", 14, 4), (.chinaBehindUS, "2025-10-30", 9, 4),
      (.chinaBehindUS, "2026-07-31", 16, 4), (.openChinaBehindClosedUS, "2026-07-31", 14, 4),
    ]
    for (pair, until, reached, pending) in expected {
      let query = LagQuery(pair: pair, window: try LagReference.window("2023-01-01", until))
      let measured = try await LagReference.results().estimator(query).frontier.measure(.catchUp)
      #expect(measured.count == reached && measured.pending == pending, "\(pair.name) until \(until)")
    }
  }

  @Test(
    "half-years are the reference's, which takes every fifth day, within 0.2 months",
    arguments: [
      ("open_vs_closed", FrontierPair.openBehindClosed), ("china_vs_us", .chinaBehindUS),
      ("open_china_vs_us_closed", .openChinaBehindClosedUS),
    ], [("epoch_dates", [Redating]()), ("o3_apr2025", [.o3Release])])
  func halfYears(_ pair: (String, FrontierPair), _ dates: (String, [Redating])) async throws {
    let text = try LagReference.text("reference/lag_trend.json")
    let all = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let own = try #require(all["\(pair.0)|z=0|\(dates.0)"] as? [String: Any])
    let halfYears = try #require(own["half_years"] as? [String: [String: Any]])
    let query = LagQuery(
      pair: pair.1, window: try LagReference.window("2023-01-01", "2026-07-31"), redatings: dates.1)
    let estimator = try await LagReference.results().estimator(query)
    let periods = estimator.periods(.halfYear, z: 0)
    #expect(periods.map(\.period.name) == halfYears.keys.sorted())
    for period in periods where period.period.name != "2023H1" {
      let expected = try #require(halfYears[period.period.name])
      let lag = try #require(expected["lag"] as? Double)
      let gap = try #require(expected["vertical"] as? Double)
      #expect(isNear(period.lag.value, lag, within: 0.2), "\(period.period.name)")
      #expect(isNear(period.gap.value, gap, within: 0.25), "\(period.period.name)")
    }
    let slope = try #require(own["trend_months_per_year"] as? Double)
    let interval = try #require(own["trend_ci90"] as? [Double])
    let trend = try #require(estimator.trend(z: 0, from: Day(year: 2024, month: 1, day: 1)))
    #expect(isNear(trend.monthsPerYear, slope, within: 0.05))
    #expect(isNear(trend.interval90?.lowerBound, interval[0], within: 1))
    #expect(isNear(trend.interval90?.upperBound, interval[1], within: 1))
    #expect(!trend.isDistinguishable)
  }

  @Test(
    "each record is matched by the reference's model",
    arguments: [("open", FrontierPair.openBehindClosed), ("cn", .chinaBehindUS)])
  func catchUpTable(_ group: String, _ pair: FrontierPair) async throws {
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(LagReference.text("reference/catchup_table.json").utf8))
        as? [[String: Any]]
    )
    .filter { $0["group"] as? String == group }
    let query = LagQuery(pair: pair, window: try LagReference.window("2023-01-01", "2026-07-31"))
    let table = try await LagReference.results().estimator(query).catchUpTable()
    var matched = 0
    for row in rows {
      let name = try #require(row["leader"] as? String)
      let own = try #require(table.rows.first { $0.leader.name == name }, "\(name)")
      #expect(own.reachedBy?.name == row["matched_by"] as? String)
      if let months = row["months"] as? Double {
        #expect(isNear(own.time.value, months, within: 0.06), "\(name)")
      } else {
        #expect(own.time.value == nil && own.time.pending == 1 && (own.time.atLeast ?? 0) > 0)
      }
      if own.matchedBy?.name == row["not_sig_worse"] as? String { matched += 1 }
    }
    // Which follower is just not significantly worse hangs on the standard errors, and so on the draws.
    #expect(Double(matched) >= 0.7 * Double(rows.count), "\(matched) of \(rows.count) not significantly worse")
  }
}
