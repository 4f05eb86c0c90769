/// The drawable part of a line chart and the extents it asks for.
struct LineChartData: Sendable {
  /// The series that have a point to draw.
  let series: [PlottedSeries]
  /// The lines whose value can be drawn.
  let references: [ReferenceLine]
  /// The remarks whose place can be drawn.
  let annotations: [Annotation]
  /// How many values cannot be drawn.
  let leftOut: Int
  /// The values the axes must show.
  let xValues: [Double]
  /// The values the vertical axis must show.
  let yValues: [Double]
  /// How far the last value of a step holds.
  let lastX: Double

  /// Takes from a chart what can be drawn.
  init(_ chart: LineChart) {
    var automatic = 0
    let plotted = chart.series.map { series in
      defer { automatic += series.hue == nil ? 1 : 0 }
      return PlottedSeries(series, hue: series.hue ?? .automatic(automatic), x: chart.x, y: chart.y)
    }
    series = plotted.filter { !$0.runs.isEmpty }
    references = chart.references.filter {
      ($0.direction == .horizontal ? chart.y : chart.x).drawable($0.value) != nil
    }
    annotations = chart.annotations.filter { chart.x.drawable($0.x) != nil && chart.y.drawable($0.y) != nil }
    leftOut =
      plotted.reduce(0) { $0 + $1.leftOut } + chart.references.count - references.count + chart.annotations.count
      - annotations.count
    let points = series.flatMap(\.points)
    lastX = points.map(\.x).max() ?? 0
    xValues =
      points.map(\.x) + references.filter { $0.direction == .vertical }.map(\.value) + annotations.map(\.x)
    let visible = points.filter { chart.x.range?.contains($0.x) ?? true }
    let values =
      visible.flatMap { [$0.y] + ($0.interval.map { [$0.low, $0.high] } ?? []) }
      + references.filter { $0.direction == .horizontal }.map(\.value) + annotations.map(\.y)
    let hasLabels = !annotations.isEmpty || points.contains { $0.label?.isEmpty == false }
    // Names of the highest points need room above them.
    let headroom = hasLabels ? Extent(of: values).map { [$0.high + $0.span * 0.08] } ?? [] : []
    yValues = values + headroom
  }

  /// Whether there is nothing to draw.
  var isEmpty: Bool { series.isEmpty }
}
