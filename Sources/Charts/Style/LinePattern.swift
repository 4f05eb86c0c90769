/// How a line is broken.
public enum LinePattern: String, CaseIterable, Sendable {
  /// What was measured.
  case solid
  /// What is forecast.
  case dashed
  /// What is supposed, such as a scenario.
  case dotted

  /// The lengths of dashes and gaps for a line of a width, both in pixels.
  func dashes(width: Double) -> String? {
    switch self {
    case .solid: nil
    case .dashed: "\(NumberText.coordinate(width * 2.6)) \(NumberText.coordinate(width * 2.2))"
    case .dotted: "\(NumberText.coordinate(width * 0.1)) \(NumberText.coordinate(width * 2))"
    }
  }
}
