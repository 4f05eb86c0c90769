/// A bar chart laid out for a size.
struct BarChartDrawing: Sendable {
  private let chart: BarChart
  private let blocks: [[PlottedBar]]
  private let bars: [PlottedBar]
  private let references: [ReferenceLine]
  private let frame: ChartFrame
  private let plot: Box
  private let axis: AxisScale
  private let scale: Scale
  private let columns: BarColumns
  private let height: Double
  private let pitch: Double
  private let decimals: Int

  private static let blockGap = 14.0

  /// Measures everything; without a wanted height each bar gets the height that suits it.
  init(_ chart: BarChart, width: Double, height wanted: Double?) {
    self.chart = chart
    let plotted = chart.groups.enumerated().map { index, group in
      group.bars.map { PlottedBar($0, hue: group.hue ?? .automatic(index), x: chart.x) }
    }
    bars = plotted.flatMap { $0 }
    var categories: [String] = []
    var byCategory: [String: [PlottedBar]] = [:]
    for bar in bars {
      if byCategory[bar.category] == nil { categories.append(bar.category) }
      byCategory[bar.category, default: []].append(bar)
    }
    blocks = categories.compactMap { byCategory[$0] }
    references = chart.references.filter { $0.direction == .vertical && chart.x.drawable($0.value) != nil }
    frame = ChartFrame(
      width: width, title: chart.title, subtitle: chart.subtitle, source: chart.source,
      legend: Self.legend(chart, bars))
    let values =
      bars.flatMap { [$0.value, $0.interval?.low, $0.interval?.high].compactMap { $0 } } + references.map(\.value)
    let zero = values.isEmpty || chart.x.kind == .date ? [] : [0.0]
    let rough = AxisScale(chart.x, values: values + zero, count: 6, isRounded: true)
    decimals = rough.valueDecimals
    columns = BarColumns(blocks, decimals: decimals, width: width)
    let left = columns.plotStart
    let right = columns.plotEnd
    axis = AxisScale(
      chart.x, values: values + zero, count: min(max(Int((right - left) / 62), 2), 9), isRounded: true)
    let top = frame.top + (columns.hasHeadings || !references.isEmpty ? 20 : 4)
    let bottom = TickRow.height(axis.ticks) + (chart.x.title.isEmpty ? 0 : 22) + frame.footerHeight
    let rows = Double(bars.count)
    let gaps = Double(blocks.count) * Self.blockGap
    let natural = blocks.isEmpty ? 120 : rows * (blocks.count == bars.count ? 20 : 17) + gaps
    height = max(wanted ?? (top + bottom + natural).rounded(), top + bottom + rows * 15 + gaps)
    pitch = rows > 0 ? (height - top - bottom - gaps) / rows : 0
    plot = Box(minX: left, minY: top, maxX: right, maxY: height - bottom)
    scale = Scale(domain: axis.domain, start: left, end: right)
  }

  /// The whole chart.
  func document(id: String) -> String {
    let grid = PlotGrid(plot: plot, width: frame.width)
    let axes =
      grid.columns(axis, scale) + grid.title(chart.x.title, below: plot.maxY + TickRow.height(axis.ticks) + 6)
    let isEmpty = bars.allSatisfy { $0.value == nil }
    let content = isEmpty ? NoData.drawn(in: plot) : rows + referenceMarks
    return frame.document(
      id: id, height: height, description: BarChartDescription(chart, bars).text, plot: axes + content)
  }

  private var rows: [Markup] {
    var output: [Markup] = columns.headings(above: plot.minY, interval: chart.interval)
    var top = plot.minY + Self.blockGap / 2
    for block in blocks {
      let blockHeight = Double(block.count) * pitch
      output += columns.category(block.first?.category ?? "", middle: top + blockHeight / 2)
      for (index, bar) in block.enumerated() {
        let middle = top + (Double(index) + 0.5) * pitch
        output += BarMark(bar: bar, scale: scale, plot: plot, thickness: min(pitch - 4, 22)).drawn(middle: middle)
        output += columns.figures(bar, decimals: decimals, middle: middle)
      }
      top += blockHeight + Self.blockGap
    }
    return output
  }

  private var referenceMarks: [Markup] {
    let drawing = ReferenceDrawing(plot: plot, x: scale, y: Scale(domain: Extent(0, 1), start: 0, end: 1))
    var free = plot.minX
    return references.sorted { $0.value < $1.value }.flatMap { reference -> [Markup] in
      let line = drawing.line(reference)
      let half = TextMeasure.width(reference.label, .small) / 2
      let middle = min(max(scale(reference.value), plot.minX + half), plot.maxX - half)
      guard middle - half >= free, middle + half <= plot.maxX + 1 else { return [line] }
      free = middle + half + 8
      let text = Point(x: middle, y: plot.minY - 7)
      return [line, .label(reference.label, at: text, .small, .muted, anchor: .middle)]
    }
  }

  private static func legend(_ chart: BarChart, _ bars: [PlottedBar]) -> [LegendEntry] {
    var entries = chart.groups.enumerated().filter { !$0.element.name.isEmpty }.map { index, group in
      LegendEntry(swatch: .bar(group.hue ?? .automatic(index)), text: group.name)
    }
    if bars.contains(where: { $0.interval != nil }) {
      entries.append(LegendEntry(swatch: .interval(.muted), text: chart.interval))
    }
    if bars.contains(where: { $0.isLowerBound && $0.value != nil }) {
      entries.append(LegendEntry(swatch: .lowerBound(.muted), text: chart.lowerBound))
    }
    return entries
  }
}
