/// Horizontal bars with intervals, by category and group, and the figures beside them.
public struct BarChart: Chart {
  /// The headline.
  public let title: String
  /// What the headline needs to be understood.
  let subtitle: String
  /// The axis of the values.
  let x: Axis
  /// The bars by group.
  let groups: [BarGroup]
  /// Lines to compare with.
  let references: [ReferenceLine]
  /// What the intervals mean.
  let interval: String
  /// What it means that a value is a lower bound.
  let lowerBound: String
  /// Where the data come from.
  let source: String

  /// A chart of groups over common categories, which stand in the order of their first mention.
  ///
  /// - Parameters:
  ///   - references: Lines to compare with; only vertical ones have a meaning here.
  ///   - interval: What the intervals of the bars mean.
  ///   - lowerBound: What it means that a value is a lower bound.
  ///   - source: Where the data come from, in a line below the plot.
  public init(
    title: String, subtitle: String = "", x: Axis, groups: [BarGroup], references: [ReferenceLine] = [],
    interval: String = "90 % interval", lowerBound: String = "at least (lower bound)", source: String = ""
  ) {
    self.title = title
    self.subtitle = subtitle
    self.x = x
    self.groups = groups
    self.references = references
    self.interval = interval
    self.lowerBound = lowerBound
    self.source = source
  }

  /// The chart as an SVG document.
  public func svg(width: Double, height: Double?, id: String) -> String {
    BarChartDrawing(self, width: Drawing.width(width), height: height.map(Drawing.height)).document(id: id)
  }
}
