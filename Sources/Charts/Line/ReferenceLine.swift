/// A straight line at a value that readers should compare with.
public struct ReferenceLine: Equatable, Sendable {
  /// Which way the line runs.
  enum Direction: Equatable, Sendable {
    case horizontal, vertical
  }

  /// Which way the line runs.
  let direction: Direction
  /// The place along its axis.
  let value: Double
  /// The text beside it.
  let label: String

  /// A line at a value of the vertical axis.
  public static func horizontal(at value: Double, _ label: String) -> ReferenceLine {
    ReferenceLine(direction: .horizontal, value: value, label: label)
  }

  /// A line at a value of the horizontal axis.
  public static func vertical(at value: Double, _ label: String) -> ReferenceLine {
    ReferenceLine(direction: .vertical, value: value, label: label)
  }
}
