/// A colour of the palette, which comes with its own marker shape.
///
/// The colours follow Okabe and Ito (https://jfly.uni-koeln.de/color/), tuned to stand out by 3 to 1 or more from both
/// the light and the dark ground.
public enum Hue: String, CaseIterable, Sendable {
  /// The colours in the order in which series take them; grey is only taken on request.
  case blue, vermilion, green, purple, amber, sky, grey

  /// The colour of the n-th series, beginning again when all are used.
  static func automatic(_ index: Int) -> Hue {
    let choice = allCases.dropLast()
    return choice.dropFirst(max(index, 0) % choice.count).first ?? .blue
  }

  /// The colour on a light ground.
  var light: String {
    switch self {
    case .blue: "#0067a8"
    case .vermilion: "#c44e00"
    case .green: "#007a5a"
    case .purple: "#b04f8c"
    case .amber: "#b88a00"
    case .sky: "#3a9ad9"
    case .grey: "#59616d"
    }
  }

  /// The colour on a dark ground.
  var dark: String {
    switch self {
    case .blue: "#4fa8ee"
    case .vermilion: "#ff8d4e"
    case .green: "#35c496"
    case .purple: "#e79ac8"
    case .amber: "#f0bd42"
    case .sky: "#a5d8fa"
    case .grey: "#8b95a3"
    }
  }
}
