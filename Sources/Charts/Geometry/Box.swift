/// A rectangle in the drawing, in pixels.
struct Box: Equatable, Sendable {
  /// The left edge.
  var minX: Double
  /// The top edge.
  var minY: Double
  /// The right edge.
  var maxX: Double
  /// The bottom edge.
  var maxY: Double

  /// The horizontal extent in pixels.
  var width: Double { maxX - minX }
  /// The vertical extent in pixels.
  var height: Double { maxY - minY }
  /// The middle of the rectangle.
  var center: Point { Point(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }

  /// Whether the two rectangles share an area.
  func overlaps(_ other: Box) -> Bool {
    minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
  }

  /// Whether the other rectangle lies inside this one.
  func contains(_ other: Box) -> Bool {
    minX <= other.minX && minY <= other.minY && other.maxX <= maxX && other.maxY <= maxY
  }

  /// Whether the point lies inside.
  func contains(_ point: Point) -> Bool {
    (minX...maxX).contains(point.x) && (minY...maxY).contains(point.y)
  }

  /// The rectangle grown on every side.
  func grown(by margin: Double) -> Box {
    Box(minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin)
  }

  /// Whether a straight line between the points passes through (Liang–Barsky clipping).
  func isCrossed(from start: Point, to end: Point) -> Bool {
    var enter = 0.0
    var leave = 1.0
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let edges = [(-dx, start.x - minX), (dx, maxX - start.x), (-dy, start.y - minY), (dy, maxY - start.y)]
    for (direction, distance) in edges {
      if direction == 0 {
        if distance < 0 { return false }
      } else if direction < 0 {
        enter = max(enter, distance / direction)
      } else {
        leave = min(leave, distance / direction)
      }
    }
    return enter <= leave
  }
}
