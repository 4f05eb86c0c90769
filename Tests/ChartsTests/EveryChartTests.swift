import Testing

@testable import Charts

@Suite("Every chart")
struct EveryChartTests {
  @Test("is well-formed and free of impossible numbers, whatever the values", arguments: UInt64(1)...40)
  func survivesWildValues(seed: UInt64) {
    for chart in RandomCharts.every(seed: seed, wild: true) {
      let svg = chart.svg(width: [320, 720, 1200][Int(seed % 3)])
      let document = ParsedDocument(svg)
      #expect(document.problem == nil)
      let places = ["x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height", "viewBox"]
      let numbers = document.elements.flatMap { element in places.compactMap { element.attributes[$0] } }
      #expect(numbers.allSatisfy { $0.allSatisfy { $0.isNumber || " .-".contains($0) } })
      let paths = document.elements.compactMap { $0.attributes["d"] }
      #expect(paths.allSatisfy { $0.allSatisfy { $0.isNumber || " .-MLZ".contains($0) } })
      #expect(document.texts.allSatisfy { $0 != "nan" && $0 != "inf" && $0 != "-inf" })
    }
  }

  @Test("keeps its labels apart and inside the drawing", arguments: UInt64(1)...40)
  func keepsLabelsApart(seed: UInt64) {
    for chart in RandomCharts.every(seed: seed, wild: seed.isMultiple(of: 3)) {
      let document = ParsedDocument(chart.svg(width: [720, 480, 320, 1100][Int(seed % 4)]))
      #expect(document.collisions == [], "\(type(of: chart))")
      #expect(document.clipped == [], "\(type(of: chart))")
    }
  }

  @Test("is the same text each time", arguments: UInt64(1)...10)
  func isDeterministic(seed: UInt64) {
    let first = RandomCharts.every(seed: seed, wild: false).map { $0.svg() }
    let second = RandomCharts.every(seed: seed, wild: false).map { $0.svg() }
    #expect(first == second)
  }

  @Test("is named and described for those who do not see it")
  func isAccessible() throws {
    for chart in RandomCharts.every(seed: 5, wild: false) {
      let document = ParsedDocument(chart.svg(width: 720, height: nil, id: "one"))
      let root = try #require(document.all("svg").first)
      #expect(root.attributes["role"] == "img")
      #expect(root.attributes["aria-labelledby"] == "one-title one-desc")
      #expect(document.all("title").first?.attributes["id"] == "one-title")
      #expect(document.all("title").first?.text.isEmpty == false)
      #expect(document.all("desc").first?.attributes["id"] == "one-desc")
      #expect(document.all("desc").first?.text.contains("lag, months") == true)
    }
  }

  @Test("has identifiers of its own, so that several fit on a page")
  func identifiersDiffer() {
    let drawings = Set((UInt64(1)...20).flatMap { RandomCharts.every(seed: $0, wild: false).map { $0.svg() } })
    let ids = drawings.flatMap { ParsedDocument($0).elements.compactMap { $0.attributes["id"] } }
    #expect(Set(ids).count == ids.count)
  }

  @Test("has colours for a dark ground and for paper")
  func hasDarkColours() {
    for chart in RandomCharts.every(seed: 3, wild: false) {
      let svg = chart.svg()
      #expect(svg.contains("@media (prefers-color-scheme: dark){.chart{--surface:#15181c"))
      #expect(svg.contains("@media print{.chart{--surface:#ffffff"))
    }
  }

  @Test("shows hostile labels as text")
  func escapes() {
    let hostile = "</text><script>alert(1)</script>\"'&\u{1}"
    let chart = LineChart(
      title: hostile, subtitle: hostile, x: .number(hostile), y: .number(hostile),
      series: [.scatter(hostile, [DataPoint(x: 1, y: 2, label: hostile)])], references: [.horizontal(at: 1, hostile)],
      annotations: [Annotation(x: 1, y: 1, hostile)], source: hostile)
    for text in [chart.svg(), chart.table.html, chart.svg(width: 720, height: nil, id: "\"><script>")] {
      let document = ParsedDocument(text)
      #expect(document.problem == nil)
      #expect(document.all("script").isEmpty)
      #expect(!text.contains("<script"))
    }
  }

  @Test("without data says so and names no values")
  func saysNoData() {
    let charts: [any Chart] = [
      LineChart(title: "t", x: .date("date"), y: .number("lag, months"), series: [.line("a", [])]),
      BarChart(title: "t", x: .number("lag, months"), groups: [BarGroup("a", [Bar("b", .nan)])]),
      TornadoChart(title: "t", x: .number("lag, months"), baseline: .nan, sensitivities: []),
    ]
    for chart in charts {
      let document = ParsedDocument(chart.svg())
      #expect(document.texts.contains("no data"))
      #expect(document.all("desc").first?.text.contains("There is no data.") == true)
      #expect(!document.texts.contains("1970"))
    }
  }

  @Test("has a size that can be drawn, whatever is asked", arguments: [-5, 0, 1, 1e9, .nan, .infinity] as [Double])
  func limitsSize(wanted: Double) {
    for chart in RandomCharts.every(seed: 8, wild: false) {
      let area = ParsedDocument(chart.svg(width: wanted, height: wanted)).area
      #expect((320...4000).contains(area.width) && (200...4000).contains(area.height))
    }
  }
}
