import Frontier
import Testing

/// Draws are our own, so ends of intervals are allowed 0.8 months, and values that hang on standard errors 0.5.
@Suite("Published lags", .enabled(if: LagReference.isAvailable, LagReference.missing))
struct PublishedLagTests {
  @Test("Epoch's 3.5 months of October 2025 come from 1.96 standard errors of the unstratified bootstrap")
  func october2025() async throws {
    let query = LagQuery(
      definition: .daily(z: 1.96), window: try LagReference.window("2023-01-01", "2025-10-30"),
      redatings: [.o3Release], resampling: .all)
    let lag = try await LagReference.results().lag(query)
    #expect(isNear(lag.value, 3.46, within: 0.5), "\(lag)")
    #expect(isNear(lag.interval90?.lowerBound, 1.52, within: 0.8), "\(lag)")
    #expect(isNear(lag.interval90?.upperBound, 4.92, within: 0.8), "\(lag)")
    #expect(lag.interval90?.contains(3.5) ?? false)
    var strict = query
    strict.definition = .daily(z: 0)
    #expect(isNear(try await LagReference.results().lag(strict).value, 6.42, within: 0.05))
  }

  @Test("Epoch's 7 months between China and the US of January 2026 are strict")
  func january2026() async throws {
    let query = LagQuery(
      pair: .chinaBehindUS, window: try LagReference.window("2023-01-01", "2026-01-01"), redatings: [.o3Release])
    let lag = try await LagReference.results().lag(query)
    #expect(isNear(lag.value, 7.88, within: 0.05))
    #expect(isNear(lag.interval90?.lowerBound, 6.0, within: 0.8), "\(lag)")
    #expect(isNear(lag.interval90?.upperBound, 9.5, within: 0.8), "\(lag)")
  }

  /// Value and 90 % interval of the window from 2023 to July 2026.
  static let rows: [(FrontierPair, LagDefinition, Double, ClosedRange<Double>)] = [
    (.openBehindClosed, .records, 7.0, 5.3...7.6), (.openBehindClosed, .levels, 5.6, 5.2...6.4),
    (.openBehindClosed, .daily(z: 0), 7.2, 6.1...7.9), (.openBehindClosed, .daily(z: 1.645), 4.6, 3.9...6.0),
    (.openBehindClosed, .daily(z: 1.96), 4.4, 3.3...5.8), (.openBehindClosed, .offset, 6.7, 6.1...8.5),
    (.chinaBehindUS, .records, 6.9, 5.1...7.6), (.chinaBehindUS, .levels, 7.5, 6.4...8.9),
    (.chinaBehindUS, .daily(z: 0), 8.3, 6.1...9.7), (.chinaBehindUS, .daily(z: 1.645), 5.0, 3.8...6.8),
    (.chinaBehindUS, .daily(z: 1.96), 4.9, 3.7...6.5), (.chinaBehindUS, .offset, 7.1, 6.0...8.2),
    (.openChinaBehindClosedUS, .daily(z: 0), 8.4, 6.8...9.7), (.openChinaBehindClosedUS, .offset, 7.3, 6.9...8.8),
  ]

  @Test("our own table is reproduced", arguments: rows)
  func table(_ pair: FrontierPair, _ definition: LagDefinition, _ value: Double, _ interval: ClosedRange<Double>)
    async throws
  {
    let query = LagQuery(
      definition: definition, pair: pair, window: try LagReference.window("2023-01-01", "2026-07-31"))
    let lag = try await LagReference.results().lag(query)
    let isRelaxed = definition == .daily(z: 1.645) || definition == .daily(z: 1.96)
    #expect(isNear(lag.value, value, within: isRelaxed ? 0.7 : 0.12), "\(lag)")
    #expect(isNear(lag.interval90?.lowerBound, interval.lowerBound, within: 0.8), "\(lag)")
    #expect(isNear(lag.interval90?.upperBound, interval.upperBound, within: 0.8), "\(lag)")
    #expect(lag.shareWithoutValue == 0)
  }

  @Test("indices of a field have the reference's size and lag from 2024")
  func subsets() async throws {
    let results = try await LagReference.results()
    let sizes: [(String, Int, Int, Int)] = [("STEM", 609, 128, 11), ("programming", 288, 62, 13)]
    for (name, scores, models, benchmarks) in sizes {
      let index = try #require(results.variant(name))
      #expect(index.scores == scores && index.capabilities.count == models && index.benchmarks.count == benchmarks)
    }
    let expected: [(String, FrontierPair, Double, Double, ClosedRange<Double>)] = [
      ("STEM", .openBehindClosed, 0, 6.09, 5.26...7.51), ("STEM", .openBehindClosed, 1.645, 4.37, 3.94...5.19),
      ("STEM", .chinaBehindUS, 0, 8.01, 7.56...8.50), ("programming", .openBehindClosed, 0, 7.08, 6.62...8.65),
      ("programming", .openBehindClosed, 1.645, 6.32, 3.93...6.78),
      ("programming", .chinaBehindUS, 0, 6.99, 6.62...8.36),
    ]
    for (index, pair, z, value, interval) in expected {
      let query = LagQuery(
        definition: .daily(z: z), pair: pair, window: try LagReference.window("2024-01-01", "2026-07-31"), index: index)
      let lag = try results.lag(query)
      #expect(isNear(lag.value, value, within: z == 0 ? 0.15 : 0.7), "\(index) \(pair.name) \(z): \(lag)")
      #expect(isNear(lag.interval90?.lowerBound, interval.lowerBound, within: 1), "\(index) \(pair.name) \(z): \(lag)")
      #expect(isNear(lag.interval90?.upperBound, interval.upperBound, within: 1), "\(index) \(pair.name) \(z): \(lag)")
    }
  }

  @Test("the significance rule, o3's date, the vintage and the benchmarks each move the lag")
  func sensitivity() async throws {
    let query = LagQuery(window: try LagReference.window("2023-01-01", "2026-07-31"))
    let table = try await LagSensitivity(LagReference.results(), query: query)
    #expect(table.left.isEmpty)
    #expect(Set(table.bars.map(\.kind)) == Set(LagSensitivity.Kind.allCases))
    let rule = try #require(table.bars.first { $0.kind == .significance })
    #expect(rule.high - rule.low > 2)
    let dating = try #require(table.rows.first { $0.kind == .dating })
    #expect(isNear(dating.difference, -0.6, within: 0.05))
  }
}
