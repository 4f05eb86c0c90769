/// The marks of one series in pixels.
struct SeriesDrawing: Sendable {
  /// What is drawn.
  let series: PlottedSeries
  /// The map from values of x to pixels.
  let x: Scale
  /// The map from values of y to pixels.
  let y: Scale
  /// The value of x to which the last value of a step holds.
  let lastX: Double

  /// Lines of no more points than this show each of them.
  private static let mostMarked = 24

  /// Scatters of more points than this are drawn lighter, so that lines over them stay in sight.
  private static let mostDistinct = 40

  private var isCrowded: Bool { series.points.count > Self.mostDistinct }

  private var ink: Ink { .hue(series.hue) }

  /// The area of the intervals.
  var band: [Markup] {
    guard series.isLine else { return [] }
    return series.runs.flatMap { run in
      run.split { $0.interval == nil }.map { part in
        let upper = corners(Array(part)) { $0.interval?.high ?? $0.y }
        let lower = corners(Array(part)) { $0.interval?.low ?? $0.y }
        return .fill(PathText(upper + lower.reversed(), closed: true).text, ink, opacity: 0.16)
      }
    }
  }

  /// The line through the points.
  var line: [Markup] {
    guard series.isLine else { return [] }
    return paths.filter { $0.count > 1 }.map {
      .stroke(PathText($0).text, ink, width: 2.2, pattern: series.pattern)
    }
  }

  /// The corners of the line, one list for each unbroken part.
  var paths: [[Point]] {
    series.isLine ? series.runs.map { run in corners(run) { $0.y } } : []
  }

  /// The error bars of single points.
  var bars: [Markup] {
    guard !series.isLine else { return [] }
    let cap = isCrowded ? 0 : 3.0
    let opacity = isCrowded ? 0.3 : 0.55
    return series.points.flatMap { point -> [Markup] in
      guard let interval = point.interval else { return [] }
      let low = Point(x: x(point.x), y: y(interval.low))
      let high = Point(x: x(point.x), y: y(interval.high))
      let bar = Markup.line(low, high, ink, width: 1.2, opacity: opacity)
      guard cap > 0 else { return [bar] }
      return [bar]
        + [low, high].map { .line($0.moved(x: -cap), $0.moved(x: cap), ink, width: 1.2, opacity: opacity) }
    }
  }

  /// The error bars that labels should not cross.
  var errorBars: [Segment] {
    guard !series.isLine, !isCrowded else { return [] }
    return series.points.compactMap { point in
      point.interval.map { Segment(Point(x: x(point.x), y: y($0.low)), Point(x: x(point.x), y: y($0.high))) }
    }
  }

  /// The points that are shown with a marker.
  var marked: [Point] {
    let points = series.points
    if !series.isLine { return points.map(place) }
    if !series.isStep && points.count <= Self.mostMarked { return points.map(place) }
    let single = series.runs.filter { $0.count == 1 }.flatMap { $0 }.map(place)
    return single + (end.map { [$0] } ?? [])
  }

  /// The markers.
  var markers: [Markup] {
    var isHollow = series.pattern != .solid
    if case .scatter(let hollow) = series.mark { isHollow = hollow }
    let radius = series.isLine ? 3.4 : isCrowded ? 2.8 : 4
    return marked.map { Marker(hue: series.hue, isHollow: isHollow, radius: radius).drawn(at: $0) }
  }

  /// The right end of the line.
  var end: Point? {
    guard series.isLine, let last = series.runs.last?.last else { return nil }
    return Point(x: x(series.isStep ? max(lastX, last.x) : last.x), y: y(last.y))
  }

  /// The place of a point.
  func place(_ point: PlottedPoint) -> Point {
    Point(x: x(point.x), y: y(point.y))
  }

  private func corners(_ points: [PlottedPoint], value: (PlottedPoint) -> Double) -> [Point] {
    guard series.isStep else { return points.map { Point(x: x($0.x), y: y(value($0))) } }
    let isLastRun = points.last == series.runs.last?.last
    let ends = points.dropFirst().map(\.x) + [points.last.map { isLastRun ? max(lastX, $0.x) : $0.x } ?? lastX]
    return zip(points, ends).flatMap { point, end in
      [Point(x: x(point.x), y: y(value(point))), Point(x: x(end), y: y(value(point)))]
    }
  }
}
