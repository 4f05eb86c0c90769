/// A line chart in words, for those who do not see it.
struct LineChartDescription: Sendable {
  /// The sentences.
  let text: String

  /// Describes the axes, each series and what is missing.
  init(_ chart: LineChart, _ data: LineChartData, droppedLabels: Int) {
    var sentences = [chart.subtitle, "Horizontal axis: \(chart.x.title). Vertical axis: \(chart.y.title)."]
    for series in data.series {
      sentences.append(Self.sentence(series, chart))
    }
    for reference in data.references {
      let axis = reference.direction == .horizontal ? chart.y : chart.x
      sentences.append("Reference line at \(Self.value(reference.value, axis)): \(reference.label).")
    }
    if data.isEmpty { sentences.append("There is no data.") }
    sentences += Omissions.sentences(values: data.leftOut, labels: droppedLabels)
    text = sentences.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func sentence(_ series: PlottedSeries, _ chart: LineChart) -> String {
    let points = series.points
    guard let xs = Extent(of: points.map(\.x)), let ys = Extent(of: points.map(\.y)) else { return "" }
    let count = points.count == 1 ? "1 point" : "\(points.count) points"
    return "\(series.name): \(count), from \(value(xs.low, chart.x)) to \(value(xs.high, chart.x)), "
      + "values \(value(ys.low, chart.y)) to \(value(ys.high, chart.y))."
  }

  private static func value(_ value: Double, _ axis: Axis) -> String {
    axis.kind == .date ? axis.machineText(value) : NumberText.readable(value)
  }
}
