/// Bars around a baseline, the widest on top: which choices move a result, and how far.
public struct TornadoChart: Chart {
  /// The headline.
  public let title: String
  /// What the headline needs to be understood.
  let subtitle: String
  /// The axis of the results.
  let x: Axis
  /// The result with the usual choices.
  let baseline: Double
  /// What the baseline is called.
  let baselineLabel: String
  /// The choices in the order they were given.
  let sensitivities: [Sensitivity]
  /// Where the data come from.
  let source: String

  /// A chart of sensitivities.
  ///
  /// - Parameters:
  ///   - baseline: The result with the usual choices.
  ///   - source: Where the data come from, in a line below the plot.
  public init(
    title: String, subtitle: String = "", x: Axis, baseline: Double, baselineLabel: String = "baseline",
    sensitivities: [Sensitivity], source: String = ""
  ) {
    self.title = title
    self.subtitle = subtitle
    self.x = x
    self.baseline = baseline
    self.baselineLabel = baselineLabel
    self.sensitivities = sensitivities
    self.source = source
  }

  /// The sensitivities that can be drawn, the widest first.
  var ranked: [Sensitivity] {
    let drawable = sensitivities.filter { x.drawable($0.low) != nil && x.drawable($0.high) != nil }
    return drawable.enumerated()
      .sorted { ($1.element.width, $0.offset) < ($0.element.width, $1.offset) }
      .map(\.element)
  }

  /// The chart as an SVG document.
  public func svg(width: Double, height: Double?, id: String) -> String {
    TornadoDrawing(self, width: Drawing.width(width), height: height.map(Drawing.height)).document(id: id)
  }
}
