/// A straight piece of a line, in pixels.
struct Segment: Equatable, Sendable {
  /// Where it begins.
  let start: Point
  /// Where it ends.
  let end: Point

  /// A piece between two points.
  init(_ start: Point, _ end: Point) {
    self.start = start
    self.end = end
  }

  /// The pieces of a line through points.
  static func pieces(of points: [Point]) -> [Segment] {
    zip(points, points.dropFirst()).map { Segment($0, $1) }
  }

  /// Whether the two pieces cross at an inner point.
  func crosses(_ other: Segment) -> Bool {
    side(of: other.start) * side(of: other.end) < 0 && other.side(of: start) * other.side(of: end) < 0
  }

  private func side(of point: Point) -> Double {
    (end.x - start.x) * (point.y - start.y) - (end.y - start.y) * (point.x - start.x)
  }
}
