/// Reference lines in pixels.
struct ReferenceDrawing: Sendable {
  /// The room for marks, in pixels.
  let plot: Box
  /// The map from values of x to pixels.
  let x: Scale
  /// The map from values of y to pixels.
  let y: Scale

  /// The line across the plot.
  func line(_ reference: ReferenceLine) -> Markup {
    let segment = segment(reference)
    return .line(segment.start, segment.end, .zero, width: 1.2, pattern: .dashed)
  }

  /// The line without its looks.
  func segment(_ reference: ReferenceLine) -> Segment {
    switch reference.direction {
    case .horizontal:
      let height = y(reference.value)
      return Segment(Point(x: plot.minX, y: height), Point(x: plot.maxX, y: height))
    case .vertical:
      let place = x(reference.value)
      return Segment(Point(x: place, y: plot.minY), Point(x: place, y: plot.maxY))
    }
  }

  /// The rectangles in which the line's label may stand, the best first.
  func candidates(_ reference: ReferenceLine, _ label: String, _ font: Font) -> [Box] {
    let width = TextMeasure.width(label, font)
    let height = font.ascent + font.descent
    func box(_ left: Double, _ top: Double) -> Box {
      Box(minX: left, minY: top, maxX: left + width, maxY: top + height)
    }
    switch reference.direction {
    case .horizontal:
      let line = y(reference.value)
      let lefts = [plot.minX + 4, plot.maxX - 4 - width, plot.center.x - width / 2]
      return lefts.map { box($0, line - 3 - height) } + lefts.map { box($0, line + 3) }
    case .vertical:
      let line = x(reference.value)
      let tops = stride(from: plot.minY + 2, to: plot.maxY - height, by: height + 3)
      return tops.flatMap { [box(line + 5, $0), box(line - 5 - width, $0)] }
    }
  }
}
