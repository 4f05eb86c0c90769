/// The shape that stands for a point, one for each hue, so that colour is never the only difference.
struct Marker: Sendable {
  /// The colour, which decides the shape.
  let hue: Hue
  /// Whether only the outline is drawn.
  var isHollow = false
  /// Half the width of a circle of the same weight, in pixels.
  var radius = 4.0

  /// The marker at a place.
  func drawn(at center: Point) -> Markup {
    let ink = Ink.hue(hue)
    let paint: [(String, String)] =
      isHollow
      ? [
        ("class", "f-surface s-\(ink.name)"), ("fill", Ink.surface.light), ("stroke", ink.light),
        ("stroke-width", "1.5"),
      ]
      : [
        ("class", "f-\(ink.name) s-surface"), ("fill", ink.light), ("stroke", Ink.surface.light),
        ("stroke-width", "1"),
      ]
    guard hue != .blue else {
      return .element(
        "circle",
        [
          ("cx", NumberText.coordinate(center.x)), ("cy", NumberText.coordinate(center.y)),
          ("r", NumberText.coordinate(radius)),
        ] + paint, [])
    }
    let path = PathText(corners.map { center.moved(x: $0.x * radius, y: $0.y * radius) }, closed: true)
    return .element("path", [("d", path.text)] + paint, [])
  }

  /// The corners around the middle, in radii.
  private var corners: [Point] {
    switch hue {
    case .blue: []
    case .vermilion: Self.corners((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9))
    case .green: Self.corners((0, -1.2), (1.15, 0.85), (-1.15, 0.85))
    case .purple: Self.corners((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0))
    case .amber: Self.corners((0, 1.2), (-1.15, -0.85), (1.15, -0.85))
    case .sky: Self.corners((-0.6, -1.1), (0.6, -1.1), (1.2, 0), (0.6, 1.1), (-0.6, 1.1), (-1.2, 0))
    case .grey:
      Self.corners(
        (-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4), (0.4, 1.2), (-0.4, 1.2),
        (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4))
    }
  }

  private static func corners(_ corners: (Double, Double)...) -> [Point] {
    corners.map { Point(x: $0.0, y: $0.1) }
  }
}
