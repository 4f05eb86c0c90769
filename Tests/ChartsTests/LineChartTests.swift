import Testing

@testable import Charts

@Suite("A line chart")
struct LineChartTests {
  private static func chart(_ series: [Series], references: [ReferenceLine] = []) -> LineChart {
    LineChart(
      title: "Lag", x: .date("release date"), y: .number("lag, months"), series: series, references: references)
  }

  private static func points(_ values: [Double], from start: Double = 20_000) -> [DataPoint] {
    values.enumerated().map { DataPoint(x: start + 100 * Double($0.offset), y: $0.element) }
  }

  @Test("names axes with units, lines at their ends and all else in the key")
  func names() {
    let svg = Self.chart([
      .line("measured", Self.points([3, 4])),
      .line("forecast", [DataPoint(x: 20_100, y: 4), DataPoint(x: 20_400, y: 5, low: 3, high: 8)], pattern: .dashed),
      .scatter("models", Self.points([2, 6, 7])),
    ]).svg()
    let texts = ParsedDocument(svg).texts
    for name in ["release date", "lag, months", "measured", "forecast", "models", "90 % interval"] {
      #expect(texts.count { $0 == name } == 1, "\(name)")
    }
    #expect(svg.contains("stroke-dasharray"))
  }

  @Test("holds a record until it is beaten, and the last to the end of the data")
  func steps() throws {
    let series = PlottedSeries(
      .step("s", Self.points([1, 3])), hue: .blue, x: .date("d"), y: .number("v"))
    let scale = Scale(domain: Extent(20_000, 20_300), start: 0, end: 300)
    let drawing = SeriesDrawing(
      series: series, x: scale, y: Scale(domain: Extent(0, 10), start: 0, end: 10), lastX: 20_300)
    let path = try #require(drawing.paths.first)
    #expect(path == [Point(x: 0, y: 1), Point(x: 100, y: 1), Point(x: 100, y: 3), Point(x: 300, y: 3)])
  }

  @Test("breaks a line where a value is missing and counts what it leaves out")
  func gaps() {
    let chart = Self.chart([
      .line("a", Self.points([1, .nan, 2, 3])),
      .scatter("b", [DataPoint(x: 20_000, y: 1, low: -.infinity, high: 2), DataPoint(x: .nan, y: 1)]),
    ])
    let data = LineChartData(chart)
    #expect(data.series.first?.runs.map(\.count) == [1, 2])
    #expect(data.leftOut == 3)
    let text = ParsedDocument(chart.svg()).all("desc").first?.text
    #expect(text?.contains("3 values that cannot be drawn are left out.") == true)
  }

  @Test("draws the line of zero stronger when values lie on both sides")
  func zero() {
    let svg = Self.chart([.line("a", Self.points([-2, 4]))]).svg()
    #expect(svg.contains("class=\"s-zero\""))
    #expect(!Self.chart([.line("a", Self.points([12, 14]))]).svg().contains("class=\"s-zero\""))
  }

  @Test("shows a value that stands alone", arguments: [0, 1e-12, 1e12, -1e100] as [Double])
  func single(value: Double) {
    let document = ParsedDocument(Self.chart([.line("a", Self.points([value]))]).svg())
    #expect(document.problem == nil)
    #expect(document.all("circle").count >= 1)
    #expect(document.texts.count { !$0.isEmpty } >= 6)
  }

  @Test("keeps to a fixed range of its axes")
  func range() {
    let axis = Axis.number("v", range: 0...10)
    let chart = LineChart(title: "t", x: .number("x"), y: axis, series: [.line("a", Self.points([5, 1e9], from: 0))])
    #expect(!ParsedDocument(chart.svg()).texts.contains { $0.contains("M") || $0.contains("bn") })
  }

  @Test("gives its data as a table")
  func table() {
    let table = Self.chart([.scatter("m", [DataPoint(x: 20_665, y: 6.1766, low: -1.5, high: .nan, label: "K")])]).table
    #expect(
      table.headings == ["series", "release date", "lag, months", "90 % interval, low", "90 % interval, high", "label"])
    #expect(table.rows == [["m", "2026-07-31", "6.177", "-1.5", "", "K"]])
  }

  @Test("has a table that equals its data, row for row", arguments: UInt64(1)...40)
  func tableEqualsData(seed: UInt64) throws {
    var random = Randomness(seed)
    let chart = RandomCharts.line(&random, wild: false)
    let points = chart.series.flatMap { series in series.points.map { (series.name, $0) } }
    #expect(chart.table.rows.count == points.count)
    for (row, (name, point)) in zip(chart.table.rows, points) {
      #expect(row.first == name)
      let value = try #require(row.dropFirst(2).first.flatMap { Double($0) })
      #expect(abs(value - point.y) <= abs(point.y) * 0.000_51)
    }
  }
}
