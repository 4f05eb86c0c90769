import Frontier
import Testing

@Suite("Sensitivity of a lag")
struct LagSensitivityTests {
  static let window = Day(year: 2024, month: 1, day: 1)...Day(year: 2026, month: 7, day: 31)
  static let redating = Redating(model: "GPT-5", day: Day(year: 2025, month: 12, day: 1), reason: "a test")

  @Test("each row is the lag of its own query, and its difference is from the baseline")
  func rows() async throws {
    let results = try await LagFixture.results()
    let table = try LagSensitivity(results, query: LagQuery(window: Self.window), redatings: [Self.redating])
    #expect(table.left.isEmpty)
    #expect(Set(table.rows.map(\.kind)) == Set(LagSensitivity.Kind.allCases))
    for row in table.rows {
      #expect(try results.lag(row.query) == row.estimate, "\(row.label)")
      if let value = row.estimate.value, let base = table.baseline.value { #expect(row.difference == value - base) }
      #expect(
        (row.differenceInterval90 == nil) == (row.query.index != "all" || row.query.resampling != .perModel),
        "\(row.label)")
    }
    #expect(!table.rows.contains { $0.query == table.query })
  }

  @Test("bars hold the baseline and are the widest first")
  func bars() async throws {
    let table = try await LagSensitivity(LagFixture.results(), query: LagQuery(window: Self.window), redatings: [])
    let value = try #require(table.baseline.value)
    let widths = table.bars.map { $0.high - $0.low }
    #expect(widths == widths.sorted(by: >))
    #expect(table.bars.allSatisfy { $0.low <= value && value <= $0.high })
    #expect(!table.bars.contains { $0.kind == .dating })
  }

  @Test("a date that is already changed is changed back")
  func undated() async throws {
    let query = LagQuery(window: Self.window, redatings: [Self.redating])
    let table = try await LagSensitivity(LagFixture.results(), query: query, redatings: [Self.redating])
    let row = try #require(table.rows.first { $0.kind == .dating })
    #expect(row.query.redatings.isEmpty && row.label.contains("source"))
  }

  @Test("a query that cannot be answered says what can be")
  func errors() async throws {
    let results = try await LagFixture.results()
    var query = LagQuery(window: Self.window)
    query.index = "nothing"
    #expect(throws: LagQueryError.unknownIndex("nothing", known: ["all", "some", "until 2025-12-01"])) {
      try results.lag(query)
    }
    query = LagQuery(window: Self.window, redatings: [Redating(model: "o9", day: Self.window.lowerBound, reason: "")])
    #expect(throws: LagQueryError.unknownModels(["o9"])) { try results.lag(query) }
    query = LagQuery(pair: try FrontierPair("open-vs-org:Nobody"), window: Self.window)
    #expect(throws: LagQueryError.unmatchedFilter(side: "Nobody", parts: ["org:Nobody"])) { try results.lag(query) }
    query = LagQuery(pair: try FrontierPair("open-us-vs-closed"), window: Self.window)
    #expect(throws: LagQueryError.emptySide("open, US", index: "all")) { try results.lag(query) }
    query = LagQuery(window: Self.window, resampling: .all, index: "some")
    #expect(throws: LagQueryError.noDraws(.all, index: "some")) { try results.lag(query) }
  }
}
