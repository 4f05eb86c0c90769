/// The text of an SVG path, built from points.
struct PathText: Sendable {
  /// The path in the notation of SVG.
  private(set) var text = ""

  /// A path through the points in their order.
  init(_ points: some Sequence<Point>, closed: Bool = false) {
    var command = "M"
    for point in points {
      text += command + NumberText.coordinate(point.x) + " " + NumberText.coordinate(point.y)
      command = "L"
    }
    if closed && !text.isEmpty { text += "Z" }
  }
}
