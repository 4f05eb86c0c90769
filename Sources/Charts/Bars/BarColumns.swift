/// The texts left and right of the bars: categories, values with intervals, and counts.
struct BarColumns: Sendable {
  /// Where the bars begin, in pixels.
  let plotStart: Double
  /// Where the bars' room ends, in pixels.
  let plotEnd: Double

  private let categoryWidth: Double
  private let valueWidth: Double
  private let intervalWidth: Double
  private let countWidth: Double
  private let width: Double

  private static let leastPlot = 130.0
  private static let gap = 10.0

  /// Gives each column what its texts need, and leaves out intervals and counts when the bars would have no room.
  init(_ blocks: [[PlottedBar]], decimals: Int, width: Double) {
    let bars = blocks.flatMap { $0 }
    let names = bars.map { TextMeasure.width($0.category, .normal) }.max() ?? 0
    categoryWidth = min(names, width * 0.27)
    valueWidth = bars.map { TextMeasure.width($0.valueText(decimals: decimals), .strong) }.max() ?? 0
    let intervals = bars.map { TextMeasure.width($0.intervalText(decimals: decimals), .small) }.max() ?? 0
    let counts = bars.compactMap { $0.count.map { TextMeasure.width(String($0), .small) } }.max() ?? 0
    let fixed = ChartFrame.edge * 2 + categoryWidth + Self.gap + 18 + valueWidth
    let withIntervals = intervals > 0 && width - fixed - intervals - 6 >= Self.leastPlot
    intervalWidth = withIntervals ? intervals + 6 : 0
    let withCounts = counts > 0 && width - fixed - intervalWidth - counts - 12 >= Self.leastPlot
    countWidth = withCounts ? max(counts, 10) + 12 : 0
    plotStart = ChartFrame.edge + categoryWidth + Self.gap
    plotEnd = max(plotStart + 60, width - ChartFrame.edge - countWidth - intervalWidth - valueWidth - 18)
    self.width = width
  }

  /// Whether a line of headings stands above the columns.
  var hasHeadings: Bool { countWidth > 0 }

  /// The headings, on a line above a height.
  func headings(above top: Double, interval: String) -> [Markup] {
    guard hasHeadings else { return [] }
    let right = Point(x: width - ChartFrame.edge, y: top - 7)
    return [.label("n", at: right, .small, .muted, anchor: .end)]
  }

  /// The name of a category, in up to two lines around a height.
  func category(_ name: String, middle: Double) -> [Markup] {
    let lines = TextFitting.lines(name, width: categoryWidth + 1, .normal, limit: 2)
    let first = middle + 4 - Double(lines.count - 1) * 7
    return lines.enumerated().map { index, line in
      let point = Point(x: plotStart - Self.gap, y: first + Double(index) * 14)
      return .label(line, at: point, .normal, .text, anchor: .end)
    }
  }

  /// The figures of a bar, around a height.
  func figures(_ bar: PlottedBar, decimals: Int, middle: Double) -> [Markup] {
    let value = Point(x: plotEnd + 18 + valueWidth, y: middle + 4)
    var output: [Markup] = [
      .label(bar.valueText(decimals: decimals), at: value, .strong, .text, anchor: .end)
    ]
    let interval = bar.intervalText(decimals: decimals)
    if intervalWidth > 0 && !interval.isEmpty {
      output.append(.label(interval, at: value.moved(x: 6), .small, .muted))
    }
    if countWidth > 0, let count = bar.count {
      let right = Point(x: width - ChartFrame.edge, y: middle + 4)
      output.append(.label(String(count), at: right, .small, .muted, anchor: .end))
    }
    return output
  }
}
