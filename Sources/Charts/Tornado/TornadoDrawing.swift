/// A tornado chart laid out for a size.
struct TornadoDrawing: Sendable {
  private let chart: TornadoChart
  private let rows: [TornadoRow]
  private let baseline: Double?
  private let frame: ChartFrame
  private let plot: Box
  private let axis: AxisScale
  private let scale: Scale
  private let height: Double
  private let pitch: Double
  private let nameWidth: Double

  /// Measures everything; without a wanted height each row gets the height that suits it.
  init(_ chart: TornadoChart, width: Double, height wanted: Double?) {
    self.chart = chart
    let ranked = chart.ranked
    let baseline = chart.x.drawable(chart.baseline)
    self.baseline = baseline
    frame = ChartFrame(
      width: width, title: chart.title, subtitle: chart.subtitle, source: chart.source, legend: [])
    let names = ranked.map { TextMeasure.width($0.name, .normal) }.max() ?? 0
    nameWidth = min(names, width * 0.27)
    let left = ChartFrame.edge + nameWidth + 12
    let right = width - ChartFrame.edge
    let values = ranked.flatMap { [$0.low, $0.high] } + (baseline.map { [$0] } ?? [])
    axis = AxisScale(chart.x, values: values, count: min(max(Int((right - left) / 75), 2), 8), isRounded: false)
    let decimals = axis.valueDecimals
    let labelled = ranked.map { TornadoRow($0, decimals: decimals, room: (right - left) * 0.3) }
    let roomy = TornadoRow.scale(axis.domain, labelled, from: left, to: right)
    // In a narrow drawing the figures go before the choices behind them, which the table still names.
    let isRoomy = roomy.end - roomy.start >= 80
    rows = isRoomy ? labelled : ranked.map { TornadoRow($0, decimals: decimals, room: 0) }
    scale = isRoomy ? roomy : TornadoRow.scale(axis.domain, rows, from: left, to: right)
    let top = frame.top + (baseline == nil ? 4 : 22)
    let bottom = TickRow.height(axis.ticks) + (chart.x.title.isEmpty ? 0 : 22) + frame.footerHeight
    let count = Double(rows.count)
    let natural = rows.isEmpty ? 120 : count * 32 + 8
    height = max(wanted ?? (top + bottom + natural).rounded(), top + bottom + count * 18 + 8)
    pitch = count > 0 ? (height - top - bottom - 8) / count : 0
    plot = Box(minX: left, minY: top, maxX: right, maxY: height - bottom)
  }

  /// The whole chart.
  func document(id: String) -> String {
    let grid = PlotGrid(plot: plot, width: frame.width)
    let axes =
      grid.columns(axis, scale, isStrong: false)
      + grid.title(chart.x.title, below: plot.maxY + TickRow.height(axis.ticks) + 6)
    let content = rows.isEmpty ? NoData.drawn(in: plot) : bars + baselineMark
    return frame.document(id: id, height: height, description: chart.description, plot: axes + content)
  }

  private var bars: [Markup] {
    rows.enumerated().flatMap { index, row -> [Markup] in
      let middle = plot.minY + 4 + (Double(index) + 0.5) * pitch
      let lines = TextFitting.lines(row.sensitivity.name, width: nameWidth + 1, .normal, limit: pitch < 28 ? 1 : 2)
      let first = middle + 4 - Double(lines.count - 1) * 7
      let names = lines.enumerated().map { line, text -> Markup in
        let point = Point(x: plot.minX - 12, y: first + Double(line) * 14)
        return .label(text, at: point, .normal, .text, anchor: .end)
      }
      return names
        + row.drawn(middle: middle, thickness: min(pitch * 0.56, 22), scale: scale, baseline: baseline)
    }
  }

  private var baselineMark: [Markup] {
    guard let baseline else { return [] }
    let x = scale(baseline)
    let value = NumberText.beside(baseline, decimals: axis.valueDecimals)
    let text = TextFitting.shortened(
      chart.baselineLabel.isEmpty ? value : "\(chart.baselineLabel) \(value)", width: plot.width, .strong)
    let half = TextMeasure.width(text, .strong) / 2
    let middle = min(max(x, ChartFrame.edge + half), plot.maxX - half)
    return [
      .line(Point(x: x, y: plot.minY - 3), Point(x: x, y: plot.maxY), .text, width: 1.4),
      .label(text, at: Point(x: middle, y: plot.minY - 9), .strong, .text, anchor: .middle),
    ]
  }
}
