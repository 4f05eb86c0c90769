/// Lines, steps and points over a number or a date, with bands and error bars.
public struct LineChart: Chart {
  /// The headline.
  public let title: String
  /// What the headline needs to be understood.
  let subtitle: String
  /// The horizontal axis.
  let x: Axis
  /// The vertical axis.
  let y: Axis
  /// The series, later ones above earlier ones.
  let series: [Series]
  /// Lines to compare with.
  let references: [ReferenceLine]
  /// Remarks at places.
  let annotations: [Annotation]
  /// What the intervals mean.
  let interval: String
  /// Where the data come from.
  let source: String

  /// A chart of series over common axes.
  ///
  /// - Parameters:
  ///   - interval: What the intervals of the points mean.
  ///   - source: Where the data come from, in a line below the plot.
  public init(
    title: String, subtitle: String = "", x: Axis, y: Axis, series: [Series], references: [ReferenceLine] = [],
    annotations: [Annotation] = [], interval: String = "90 % interval", source: String = ""
  ) {
    self.title = title
    self.subtitle = subtitle
    self.x = x
    self.y = y
    self.series = series
    self.references = references
    self.annotations = annotations
    self.interval = interval
    self.source = source
  }

  /// The chart as an SVG document.
  public func svg(width: Double, height: Double?, id: String) -> String {
    LineChartDrawing(self, width: Drawing.width(width), height: height.map(Drawing.height)).document(id: id)
  }
}
