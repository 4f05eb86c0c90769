import Foundation
import Frontier
import Testing

@Suite("Arena ratings against the reference", .enabled(if: SharedLagFiles.root != nil, "\(SharedLagFiles.absence)"))
struct ArenaReferenceTests {
  /// The best of each side at one snapshot: rating, name and margin.
  struct Snapshot: Decodable {
    var date: String
    var closed: Best
    var open: Best
    var cn: Best
    var us: Best
    var gap_open: Double
    var gap_open_pct: Double
    var gap_cn: Double
  }

  struct Best: Decodable {
    var points: Double
    var name: String
    var margin: String

    init(from decoder: any Decoder) throws {
      var values = try decoder.unkeyedContainer()
      points = try values.decode(Double.self)
      name = try values.decode(String.self)
      margin = try values.decode(String.self)
    }
  }

  static func snapshots() throws -> [Snapshot] {
    try JSONDecoder().decode([Snapshot].self, from: Data(SharedLagFiles.text("reference/lmarena_series.json").utf8))
  }

  /// The bests as a file of one's own would have them.
  static func ratings(_ bests: (Snapshot) -> [(Best, weights: String, country: String)]) throws -> RatingData {
    let rows = try snapshots().flatMap { snapshot in
      bests(snapshot).map { best, weights, country in
        "\"\(best.name)\",\(best.points),\(best.margin),\(snapshot.date),\(country),\(weights)"
      }
    }
    let text = "model,rating,ci,snapshot,country,weights\n" + rows.joined(separator: "\n")
    return try RatingImport.read(CSVTable(text, file: "arena.csv"), today: Day(year: 2026, month: 11, day: 24))
  }

  @Test("points and per cent of all 88 snapshots agree, for both pairs")
  func series() throws {
    let open = try Self.ratings { [($0.closed, "closed", ""), ($0.open, "open", "")] }
    #expect(open.excluded.isEmpty)
    let gaps = VerticalGap.series(open.ratings, pair: .openBehindClosed)
    let china = try Self.ratings { [($0.us, "unknown", "US"), ($0.cn, "unknown", "China")] }
    let others = VerticalGap.series(china.ratings, pair: .chinaBehindUS)
    let snapshots = try Self.snapshots()
    #expect(snapshots.count == 88)
    #expect(gaps.map(\.points) == snapshots.map(\.gap_open))
    #expect(others.map(\.points) == snapshots.map(\.gap_cn))
    #expect(zip(gaps, snapshots).allSatisfy { abs(($0.percent ?? .nan) - $1.gap_open_pct) < 1e-9 })
    #expect(gaps.allSatisfy { ($0.standardError ?? 0) > 0 })
  }

  @Test(
    "the figures of single days are as published",
    arguments: [
      ("2024-07-31", 24, 1.9), ("2024-09-28", 73, 5.8), ("2024-11-23", 91, 7.1), ("2025-01-29", 24, 1.77),
      ("2025-02-22", 41, 3.0), ("2025-03-26", 83, 6.1), ("2025-05-23", 78, 5.7), ("2025-08-06", 36, 2.5),
    ])
  func days(_ day: String, _ points: Double, _ percent: Double) throws {
    let open = try Self.ratings { [($0.closed, "closed", ""), ($0.open, "open", "")] }
    let series = VerticalGap.series(open.ratings, pair: .openBehindClosed)
    let date = try #require(Day(day))
    let gap = try #require(VerticalGap.last(of: series, upTo: date))
    #expect(gap.points == points)
    #expect(abs((gap.percent ?? 0) - percent) < 0.05)
  }

  @Test("the two famous ends, 8.0 % and 1.7 %, are an extreme pair")
  func extremePair() throws {
    let open = try Self.ratings { [($0.closed, "closed", ""), ($0.open, "open", "")] }
    let series = VerticalGap.series(open.ratings, pair: .openBehindClosed)
    let ends = try #require(EndPoints(first: 8.0, last: 1.7, among: series.compactMap(\.percent)))
    #expect(ends.firstRank == 1)
    #expect(ends.lastRank < 0.1)
    #expect(ends.warning != nil)
    #expect(try #require(EndPoints(first: 5.8, last: 2.5, among: series.compactMap(\.percent))).warning == nil)
  }
}
