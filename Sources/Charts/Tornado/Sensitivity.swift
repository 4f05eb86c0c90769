/// How far a result moves when one choice is made differently.
public struct Sensitivity: Equatable, Sendable {
  /// The choice.
  public let name: String
  /// The lowest result.
  public let low: Double
  /// The highest result.
  public let high: Double
  /// What was chosen for the lowest result.
  public let lowLabel: String
  /// What was chosen for the highest result.
  public let highLabel: String

  /// A choice with its two extreme results, in either order.
  public init(_ name: String, low: Double, high: Double, lowLabel: String = "", highLabel: String = "") {
    let isTurned = low > high
    self.name = name
    self.low = isTurned ? high : low
    self.high = isTurned ? low : high
    self.lowLabel = isTurned ? highLabel : lowLabel
    self.highLabel = isTurned ? lowLabel : highLabel
  }

  /// The distance between the results.
  var width: Double { high - low }
}
