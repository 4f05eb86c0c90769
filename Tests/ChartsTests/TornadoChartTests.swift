import Testing

@testable import Charts

@Suite("A tornado chart")
struct TornadoChartTests {
  private static let chart = TornadoChart(
    title: "Choices", x: .number("lag, months"), baseline: 7.2,
    sensitivities: [
      Sensitivity("vintage", low: 6.7, high: 7.7), Sensitivity("rule", low: 7.2, high: 4.4, lowLabel: "strict"),
      Sensitivity("set", low: 5, high: 8.6, lowLabel: "public", highLabel: "private"),
      Sensitivity("broken", low: .nan, high: 3),
    ])

  @Test("puts the widest bar on top")
  func ranks() {
    #expect(Self.chart.ranked.map(\.name) == ["set", "rule", "vintage"])
    let names = ParsedDocument(Self.chart.svg()).labels.filter { ["set", "rule", "vintage"].contains($0.text) }
    #expect(names.sorted { $0.box.minY < $1.box.minY }.map(\.text) == ["set", "rule", "vintage"])
  }

  @Test("prints both ends of each bar with their choices, and the baseline")
  func prints() {
    let texts = ParsedDocument(Self.chart.svg()).texts
    for text in ["5.0", "8.6", "4.4", "6.7", "7.7", "public", "private", "strict", "baseline 7.2", "lag, months"] {
      #expect(texts.count { $0 == text } == 1, "\(text)")
    }
  }

  @Test("turns results given the wrong way round, with their labels")
  func turns() {
    let row = Sensitivity("rule", low: 7.2, high: 4.4, lowLabel: "strict", highLabel: "z = 1.96")
    #expect(row == Sensitivity("rule", low: 4.4, high: 7.2, lowLabel: "z = 1.96", highLabel: "strict"))
  }

  @Test("gives its data as a table in the same order, with what could not be drawn at the end")
  func table() {
    #expect(
      Self.chart.table.rows == [
        ["set", "5", "public", "8.6", "private"], ["rule", "4.4", "", "7.2", "strict"],
        ["vintage", "6.7", "", "7.7", ""],
        ["broken", "", "", "3", ""],
      ])
    #expect(Self.chart.table.caption == "Choices (baseline: 7.2)")
  }
}
