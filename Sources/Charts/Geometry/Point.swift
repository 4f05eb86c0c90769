/// A place in the drawing, in pixels, y downwards.
struct Point: Equatable, Sendable {
  /// Pixels from the left edge.
  var x: Double
  /// Pixels from the top edge.
  var y: Double

  /// The place moved by an offset.
  func moved(x dx: Double = 0, y dy: Double = 0) -> Point {
    Point(x: x + dx, y: y + dy)
  }
}
