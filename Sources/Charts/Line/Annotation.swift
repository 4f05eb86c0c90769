/// A remark at a place in a chart, marked with a ring.
public struct Annotation: Equatable, Sendable {
  /// The place along the horizontal axis.
  public let x: Double
  /// The place along the vertical axis.
  public let y: Double
  /// The remark.
  public let text: String

  /// A remark at a place.
  public init(x: Double, y: Double, _ text: String) {
    self.x = x
    self.y = y
    self.text = text
  }
}
