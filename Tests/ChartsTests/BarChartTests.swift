import Testing

@testable import Charts

@Suite("A bar chart")
struct BarChartTests {
  private static let chart = BarChart(
    title: "Lag by work", x: .number("lag, months"),
    groups: [
      BarGroup("open", [Bar("STEM", 6.44, low: 5.55, high: 7.82, count: 72), Bar("code", -1.2, low: -4.4, high: 0.8)]),
      BarGroup("China", [Bar("STEM", 6.55, isLowerBound: true)]),
    ])

  @Test("prints values, intervals and counts, and marks a lower bound")
  func figures() {
    let texts = ParsedDocument(Self.chart.svg()).texts
    for text in [
      "STEM", "code", "6.4", "(5.6–7.8)", "72", "n", "−1.2", "(−4.4 to 0.8)", "≥ 6.6", "open", "China", "lag, months",
      "90 % interval", "at least (lower bound)",
    ] {
      #expect(texts.count { $0 == text } == 1, "\(text)")
    }
  }

  @Test("puts the bars of one category under one name")
  func categories() {
    #expect(ParsedDocument(Self.chart.svg()).texts.count { $0 == "STEM" } == 1)
  }

  @Test("draws negative values left of a strong line of zero")
  func negative() {
    let zero = ParsedDocument(Self.chart.svg()).all("line").filter { $0.attributes["class"] == "s-zero" }
    #expect(zero.count == 1)
  }

  @Test("gives its data as a table")
  func table() {
    #expect(
      Self.chart.table.rows == [
        ["open", "STEM", "6.44", "5.55", "7.82", "72", ""], ["open", "code", "-1.2", "-4.4", "0.8", "", ""],
        ["China", "STEM", "6.55", "", "", "", "at least (lower bound)"],
      ])
  }

  @Test("leaves out values that cannot be drawn and counts them")
  func leavesOut() {
    let chart = BarChart(
      title: "t", x: .number("v"), groups: [BarGroup("", [Bar("a", 1, low: .nan, high: 3), Bar("b", .infinity)])])
    let document = ParsedDocument(chart.svg())
    #expect(document.all("desc").first?.text.contains("2 values that cannot be drawn are left out.") == true)
    #expect(document.texts.contains("–"))
  }
}
