/// A line chart laid out for a size.
struct LineChartDrawing: Sendable {
  /// What is drawn.
  let chart: LineChart
  /// What of it can be drawn.
  let data: LineChartData
  /// What surrounds the plot.
  let frame: ChartFrame
  /// How the series are named.
  let key: LineKey
  /// The room between the axes, in pixels.
  let plot: Box
  /// The horizontal axis with its ticks.
  let x: AxisScale
  /// The vertical axis with its ticks.
  let y: AxisScale
  /// The map from values of x to pixels.
  let xScale: Scale
  /// The map from values of y to pixels.
  let yScale: Scale
  /// The height of the drawing, in pixels.
  let height: Double

  private static let leastPlotHeight = 140.0

  /// Measures everything; the height grows if the plot would become too low to read.
  init(_ chart: LineChart, width: Double, height wanted: Double?) {
    let data = LineChartData(chart)
    let rough = AxisScale(chart.x, values: data.xValues, count: 6, isRounded: false)
    key = LineKey(data, interval: chart.interval, domain: rough.domain, width: width)
    frame = ChartFrame(
      width: width, title: chart.title, subtitle: chart.subtitle, source: chart.source, legend: key.entries)
    let top = frame.top + (chart.y.title.isEmpty ? 0 : 26)
    let bottom =
      (chart.x.title.isEmpty ? 0 : 22) + TickRow.height([Tick(value: 0, label: "", second: "")]) + frame.footerHeight
    let height = max(wanted ?? (top + bottom + width * 0.45).rounded(), top + bottom + Self.leastPlotHeight)
    self.height = height
    let rows = Int((height - top - bottom) / 46)
    y = AxisScale(chart.y, values: data.yValues, count: min(max(rows, 3), 9), isRounded: true)
    let labels = y.ticks.map { TextMeasure.width($0.label, .normal) }.max() ?? 0
    let left = ChartFrame.edge + labels + 8
    let right = width - ChartFrame.edge - key.margin
    x = Self.columns(chart.x, data.xValues, from: left, to: right, width: width)
    plot = Box(
      minX: left, minY: top, maxX: right,
      maxY: height - bottom + TickRow.height([Tick(value: 0, label: "", second: "")]) - TickRow.height(x.ticks))
    xScale = Scale(domain: x.domain, start: plot.minX, end: plot.maxX)
    yScale = Scale(domain: y.domain, start: plot.maxY, end: plot.minY)
    self.chart = chart
    self.data = data
  }

  /// The densest axis whose texts all have room.
  private static func columns(
    _ axis: Axis, _ values: [Double], from start: Double, to end: Double, width: Double
  ) -> AxisScale {
    let most = min(max(Int((end - start) / 52), 2), 14)
    for count in stride(from: most, to: 2, by: -1) {
      let candidate = AxisScale(axis, values: values, count: count, isRounded: false)
      let scale = Scale(domain: candidate.domain, start: start, end: end)
      if TickRow(candidate.ticks, scale: scale, width: width).isComplete { return candidate }
    }
    return AxisScale(axis, values: values, count: 2, isRounded: false)
  }

  /// The whole chart.
  func document(id: String) -> String {
    let grid = PlotGrid(plot: plot, width: frame.width)
    let yTitle: [Markup] =
      chart.y.title.isEmpty
      ? []
      : [
        .label(
          TextFitting.shortened(chart.y.title, width: frame.width - 2 * ChartFrame.edge, .normal),
          at: Point(x: ChartFrame.edge, y: plot.minY - 15), .normal, .muted)
      ]
    let axes =
      grid.columns(x, xScale) + grid.rows(y, yScale) + [grid.base]
      + grid.title(chart.x.title, below: plot.maxY + TickRow.height(x.ticks) + 6)
    let clip = Identifier.safe(id) + "-plot"
    let (marks, labels, dropped) = content(clip: clip)
    return frame.document(
      id: id, height: height, description: LineChartDescription(chart, data, droppedLabels: dropped).text,
      plot: yTitle + axes + marks + labels)
  }

  private func content(clip: String) -> (marks: [Markup], labels: [Markup], dropped: Int) {
    guard !data.isEmpty else { return ([], NoData.drawn(in: plot), 0) }
    let drawings = data.series.map { SeriesDrawing(series: $0, x: xScale, y: yScale, lastX: data.lastX) }
    let lines = ReferenceDrawing(plot: plot, x: xScale, y: yScale)
    let layers =
      drawings.flatMap(\.band) + data.references.map(lines.line) + drawings.flatMap(\.bars) + drawings.flatMap(\.line)
      + drawings.flatMap(\.markers)
    // Markers on the edge of the plot stay whole.
    let area = Markup.box(plot.grown(by: 6), .surface)
    let clipped = Markup.group(["clip-path": "url(#\(clip))"], layers)
    let labels = LineChartLabels(self, drawings)
    return ([.tag("clipPath", ["id": clip], [area]), clipped], labels.markup, labels.dropped)
  }
}
