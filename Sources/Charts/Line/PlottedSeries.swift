/// A series with its colour and only those values that can be drawn.
struct PlottedSeries: Sendable {
  /// The name in the key.
  let name: String
  /// How the points are drawn.
  let mark: Series.Mark
  /// The colour.
  let hue: Hue
  /// Points in ascending order of x for lines and steps, divided where a value is missing.
  let runs: [[PlottedPoint]]
  /// How many values cannot be drawn.
  let leftOut: Int

  /// Takes from a series what can be drawn on the axes.
  init(_ series: Series, hue: Hue, x xAxis: Axis, y yAxis: Axis) {
    name = series.name
    mark = series.mark
    self.hue = hue
    var leftOut = 0
    var entries: [(x: Double, point: PlottedPoint?)] = []
    for point in series.points {
      guard let x = xAxis.drawable(point.x) else {
        leftOut += 1
        continue
      }
      let low = point.low.flatMap(yAxis.drawable)
      let high = point.high.flatMap(yAxis.drawable)
      leftOut += [(point.low, low), (point.high, high)].count { $0.0 != nil && $0.1 == nil }
      guard let y = yAxis.drawable(point.y) else {
        leftOut += 1
        entries.append((x, nil))
        continue
      }
      var interval: Extent?
      if let low, let high { interval = Extent(low, high) }
      entries.append((x, PlottedPoint(x: x, y: y, interval: interval, label: point.label)))
    }
    if case .scatter = series.mark {
      runs = [entries.compactMap(\.point)].filter { !$0.isEmpty }
    } else {
      let sorted = entries.enumerated().sorted { ($0.element.x, $0.offset) < ($1.element.x, $1.offset) }
      runs = sorted.split { $0.element.point == nil }.map { $0.compactMap(\.element.point) }
    }
    self.leftOut = leftOut
  }

  /// All points.
  var points: [PlottedPoint] { runs.flatMap { $0 } }

  /// Whether the points are joined.
  var isLine: Bool {
    if case .scatter = mark { false } else { true }
  }

  /// Whether each value holds until the next.
  var isStep: Bool {
    if case .step = mark { true } else { false }
  }

  /// How the line is broken.
  var pattern: LinePattern {
    switch mark {
    case .line(let pattern), .step(let pattern): pattern
    case .scatter: .solid
    }
  }
}
