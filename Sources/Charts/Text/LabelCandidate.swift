/// A side of a point on which its label might stand.
struct LabelCandidate: Sendable {
  /// -1 is left of the point, 1 is right of it.
  let x: Double
  /// -1 is above the point, 1 is below it.
  let y: Double
  /// The share of the label that lies left of the point's side.
  let alignment: Double
  /// The pixels between point and label.
  let distance: Double

  /// Every side at some distances, the nearest and most usual ones first.
  static let all: [LabelCandidate] = [7, 14, 24, 36, 50, 66].flatMap { distance in
    sides.map { LabelCandidate(x: $0.x, y: $0.y, alignment: $0.alignment, distance: distance) }
  }

  /// How many sides there are at each distance.
  static let sideCount = sides.count

  private static let sides: [(x: Double, y: Double, alignment: Double)] = [
    (1, 0, 0), (0, -1, 0.5), (1, -1, 0), (-1, -1, 1), (-1, 0, 1), (0, 1, 0.5), (1, 1, 0), (-1, 1, 1), (0, -1, 0.85),
    (0, -1, 0.15), (0, 1, 0.85), (0, 1, 0.15),
  ]

  /// The rectangle of a label on this side.
  func box(width: Double, height: Double, near point: Point) -> Box {
    // On a diagonal the nearest corner keeps the same distance.
    let reach = x != 0 && y != 0 ? distance * 0.72 : distance
    let left = point.x + x * reach - alignment * width
    let top = point.y + y * reach + (y - 1) / 2 * height
    return Box(minX: left, minY: top, maxX: left + width, maxY: top + height)
  }

  /// The thin line from the label's nearest edge to the point, for labels that stand away from it.
  func leader(of box: Box, to point: Point) -> Segment? {
    guard distance > 12 else { return nil }
    let start = Point(
      x: min(max(point.x, box.minX), box.maxX), y: y == 0 ? box.center.y : min(max(point.y, box.minY), box.maxY))
    return Segment(start, point)
  }
}
