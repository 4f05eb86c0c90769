/// What surrounds every plot: headline, key and source, with the room left between them.
struct ChartFrame: Sendable {
  /// The width of the drawing, in pixels.
  let width: Double
  /// The headline.
  let title: String
  /// What the headline needs to be understood.
  let subtitle: String
  /// Where the data come from.
  let source: String
  /// The key.
  let legend: Legend
  /// The top of the room for the plot, in pixels.
  let top: Double

  private let titleLines: [String]
  private let subtitleLines: [String]
  private let sourceLines: [String]

  /// The empty edge of the drawing, in pixels.
  static let edge = 18.0

  /// Measures the texts for a width.
  init(width: Double, title: String, subtitle: String, source: String, legend entries: [LegendEntry]) {
    let inner = width - 2 * Self.edge
    self.width = width
    self.title = title
    self.subtitle = subtitle
    self.source = source
    titleLines = TextFitting.lines(title, width: inner, .title, limit: 3)
    subtitleLines = TextFitting.lines(subtitle, width: inner, .subtitle, limit: 4)
    sourceLines = TextFitting.lines(source, width: inner, .small, limit: 6)
    legend = Legend(entries, width: inner)
    var top = Self.edge
    top += Double(titleLines.count) * Font.title.lineHeight
    if !subtitleLines.isEmpty { top += 2 + Double(subtitleLines.count) * Font.subtitle.lineHeight }
    if legend.height > 0 { top += 8 + legend.height }
    self.top = top + 10
  }

  /// The height of the source lines with the edge below, in pixels.
  var footerHeight: Double {
    sourceLines.isEmpty ? Self.edge : 10 + Double(sourceLines.count) * Font.small.lineHeight + Self.edge - 6
  }

  /// The whole drawing around a plot.
  func document(id: String, height: Double, description: String, plot: [Markup]) -> String {
    let id = Identifier.safe(id)
    let size = [NumberText.coordinate(width), NumberText.coordinate(height)]
    let attributes: KeyValuePairs = [
      "xmlns": "http://www.w3.org/2000/svg", "class": "chart", "viewBox": "0 0 \(size.joined(separator: " "))",
      "width": size.first ?? "", "height": size.last ?? "", "role": "img", "aria-labelledby": "\(id)-title \(id)-desc",
    ]
    let ground = Box(minX: 0, minY: 0, maxX: width, maxY: height)
    let content: [Markup] =
      [
        .tag("title", ["id": "\(id)-title"], text: title), .tag("desc", ["id": "\(id)-desc"], text: description),
        .tag("style", [:], [.verbatim(ChartStyle.text)]), .box(ground, .surface),
      ] + heading + plot + footer(height: height)
    return Markup.tag("svg", attributes, content).rendered
  }

  private var heading: [Markup] {
    var output: [Markup] = []
    var base = Self.edge + Font.title.ascent
    for line in titleLines {
      output.append(.label(line, at: Point(x: Self.edge, y: base), .title, .text))
      base += Font.title.lineHeight
    }
    base += 2 + Font.subtitle.ascent - Font.title.ascent
    for line in subtitleLines {
      output.append(.label(line, at: Point(x: Self.edge, y: base), .subtitle, .muted))
      base += Font.subtitle.lineHeight
    }
    return output + legend.drawn(left: Self.edge, top: top - 10 - legend.height)
  }

  private func footer(height: Double) -> [Markup] {
    var base = height - footerHeight + 10 + Font.small.ascent
    return sourceLines.map { line in
      defer { base += Font.small.lineHeight }
      return .label(line, at: Point(x: Self.edge, y: base), .small, .muted)
    }
  }
}
