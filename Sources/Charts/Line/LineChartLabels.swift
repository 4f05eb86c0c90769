/// The texts inside a line chart: names at line ends, reference lines, remarks and names of points.
struct LineChartLabels: Sendable {
  /// The texts as elements.
  private(set) var markup: [Markup] = []
  /// How many labels found no room.
  private(set) var dropped = 0

  private let plot: Box
  private var placer: LabelPlacer

  /// Finds room for every label, the more important ones first.
  init(_ drawing: LineChartDrawing, _ series: [SeriesDrawing]) {
    plot = drawing.plot
    // Names may reach over the right edge of the plot, up to the names of the lines there.
    placer = LabelPlacer(
      area: Box(
        minX: drawing.plot.minX, minY: drawing.plot.minY, maxX: drawing.frame.width - 6, maxY: drawing.plot.maxY))
    placer.marks = series.flatMap(\.marked)
    placer.lines = series.flatMap(\.paths).flatMap(Segment.pieces) + series.flatMap(\.errorBars)
    nameEnds(drawing, series)
    nameReferences(drawing)
    for annotation in drawing.data.annotations {
      let point = Point(x: drawing.xScale(annotation.x), y: drawing.yScale(annotation.y))
      guard plot.grown(by: 1).contains(point) else { continue }
      markup.append(Self.ring(at: point))
      name(annotation.text, at: point, .strong, inset: 6)
    }
    for drawing in series {
      for point in drawing.series.points {
        if let label = point.label { name(label, at: drawing.place(point), .small, inset: 4) }
      }
    }
  }

  private mutating func name(_ text: String, at point: Point, _ font: Font, inset: Double) {
    guard !text.isEmpty, plot.grown(by: 1).contains(point) else { return }
    let text = TextFitting.shortened(text, width: plot.width * 0.5, font)
    guard let placement = placer.place(text, font, near: point) else {
      dropped += 1
      return
    }
    if let leader = placement.leader {
      markup.append(.line(leader.start, Self.toward(leader.start, from: point, by: inset), .muted, width: 0.8))
    }
    let base = Point(x: placement.box.minX, y: placement.box.minY + font.ascent)
    markup.append(.label(text, at: base, font, .text, halo: true))
  }

  private mutating func nameReferences(_ drawing: LineChartDrawing) {
    let lines = ReferenceDrawing(plot: drawing.plot, x: drawing.xScale, y: drawing.yScale)
    for reference in drawing.data.references where !reference.label.isEmpty {
      placer.lines.append(lines.segment(reference))
    }
    for reference in drawing.data.references where !reference.label.isEmpty {
      let text = TextFitting.shortened(reference.label, width: drawing.plot.width * 0.6, .small)
      guard let box = placer.place(oneOf: lines.candidates(reference, text, .small)) else {
        dropped += 1
        continue
      }
      let base = Point(x: box.minX, y: box.minY + Font.small.ascent)
      markup.append(.label(text, at: base, .small, .muted, halo: true))
    }
  }

  private mutating func nameEnds(_ drawing: LineChartDrawing, _ series: [SeriesDrawing]) {
    let named = Set(drawing.key.direct)
    let ends = series.enumerated().filter { named.contains($0.offset) }
      .compactMap { item in item.element.end.map { (item.element.series, $0) } }
      .sorted { $0.1.y < $1.1.y }
    let limits = drawing.plot.minY...drawing.plot.maxY
    let clamped = ends.map { min(max($0.1.y, limits.lowerBound), limits.upperBound) }
    guard let heights = Spreading.spread(clamped, gap: 16, within: limits) else { return }
    for (end, height) in zip(ends, heights) {
      let (series, point) = end
      let text = Point(x: drawing.plot.maxX + 12, y: height + 4)
      if abs(height - point.y) > 5 {
        markup.append(.line(point.moved(x: 6), Point(x: text.x - 2, y: height), .axis, width: 0.8))
      }
      placer.reserve(TextMeasure.box(series.name, at: text, .strong))
      markup.append(.label(series.name, at: text, .strong, .hue(series.hue)))
    }
  }

  private static func ring(at point: Point) -> Markup {
    .element(
      "circle",
      [("cx", NumberText.coordinate(point.x)), ("cy", NumberText.coordinate(point.y)), ("r", "6.5"), ("fill", "none")]
        + Ink.text.stroke(width: 1.2, pattern: .solid, opacity: 1), [])
  }

  private static func toward(_ start: Point, from center: Point, by inset: Double) -> Point {
    let (dx, dy) = (start.x - center.x, start.y - center.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > inset else { return start }
    return center.moved(x: dx / length * inset, y: dy / length * inset)
  }
}
