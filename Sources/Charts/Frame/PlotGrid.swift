/// Grid lines, ticks and axis titles around a plot.
struct PlotGrid: Sendable {
  /// The room for marks, in pixels.
  let plot: Box
  /// The room for the text of ticks, from the left to the right edge of the drawing.
  let width: Double

  /// The grid across, with the texts left of the plot.
  func rows(_ axis: AxisScale, _ scale: Scale) -> [Markup] {
    axis.ticks.flatMap { tick -> [Markup] in
      let y = scale(tick.value)
      return [
        .line(Point(x: plot.minX, y: y), Point(x: plot.maxX, y: y), tick.value == 0 ? .zero : .grid),
        .label(tick.label, at: Point(x: plot.minX - 8, y: y + 4), .normal, .muted, anchor: .end),
      ]
    }
  }

  /// The grid from top to bottom, with the texts below the plot.
  func columns(_ axis: AxisScale, _ scale: Scale, isStrong: Bool = true) -> [Markup] {
    let shown = TickRow(axis.ticks, scale: scale, width: width)
    let lines: [Markup] = axis.ticks.flatMap { tick -> [Markup] in
      let x = scale(tick.value)
      let isZero = tick.value == 0 && tick.second == nil && isStrong
      let grid = Markup.line(Point(x: x, y: plot.minY), Point(x: x, y: plot.maxY), isZero ? .zero : .grid)
      return [grid, .line(Point(x: x, y: plot.maxY), Point(x: x, y: plot.maxY + 4), .axis)]
    }
    return lines + shown.drawn(below: plot.maxY)
  }

  /// The line on which the plot stands.
  var base: Markup {
    .line(Point(x: plot.minX, y: plot.maxY), Point(x: plot.maxX, y: plot.maxY), .axis)
  }

  /// The title of the horizontal axis in the middle below its ticks.
  func title(_ text: String, below: Double) -> [Markup] {
    guard !text.isEmpty else { return [] }
    let room = width - 2 * ChartFrame.edge
    let shown = TextFitting.shortened(text, width: room, .normal)
    let half = TextMeasure.width(shown, .normal) / 2
    let middle = min(max(plot.center.x, ChartFrame.edge + half), width - ChartFrame.edge - half)
    return [.label(shown, at: Point(x: middle, y: below + Font.normal.ascent), .normal, .muted, anchor: .middle)]
  }
}
