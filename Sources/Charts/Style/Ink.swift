/// What a part of a chart is painted with, by its role.
enum Ink: Equatable, Sendable {
  /// The ground.
  case surface
  /// Text of first rank.
  case text
  /// Text of second rank.
  case muted
  /// The lines behind the marks.
  case grid
  /// The lines that carry ticks.
  case axis
  /// The line of the value zero and of a baseline.
  case zero
  /// A colour of the palette.
  case hue(Hue)

  /// Every paint there is.
  static let all: [Ink] = [.surface, .text, .muted, .grid, .axis, .zero] + Hue.allCases.map { .hue($0) }

  /// The name in the style sheet.
  var name: String {
    switch self {
    case .surface: "surface"
    case .text: "text"
    case .muted: "muted"
    case .grid: "grid"
    case .axis: "axis"
    case .zero: "zero"
    case .hue(let hue): hue.rawValue
    }
  }

  /// The colour on a light ground.
  var light: String {
    switch self {
    case .surface: "#ffffff"
    case .text: "#1c2127"
    case .muted: "#59616d"
    case .grid: "#e6e9ed"
    case .axis: "#b4bbc4"
    case .zero: "#6b7480"
    case .hue(let hue): hue.light
    }
  }

  /// The colour on a dark ground.
  var dark: String {
    switch self {
    case .surface: "#15181c"
    case .text: "#e8ebef"
    case .muted: "#a3acb8"
    case .grid: "#2a2f36"
    case .axis: "#545c67"
    case .zero: "#8b95a3"
    case .hue(let hue): hue.dark
    }
  }

  /// The attributes of a filled shape.
  ///
  /// The light colour stands beside the class for programs that draw SVG without style sheets.
  func fill(opacity: Double, also second: String? = nil) -> [(String, String)] {
    let classes = ["f-\(name)", second].compactMap { $0 }.joined(separator: " ")
    return [("class", classes), ("fill", light)]
      + (opacity < 1 ? [("fill-opacity", NumberText.coordinate(opacity))] : [])
  }

  /// The attributes of a line.
  func stroke(width: Double, pattern: LinePattern, opacity: Double) -> [(String, String)] {
    [("class", "s-\(name)"), ("stroke", light), ("stroke-width", NumberText.coordinate(width))]
      + (pattern.dashes(width: width).map { [("stroke-dasharray", $0)] } ?? [])
      + (pattern == .dotted ? [("stroke-linecap", "round")] : [])
      + (opacity < 1 ? [("stroke-opacity", NumberText.coordinate(opacity))] : [])
  }
}
