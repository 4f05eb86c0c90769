extension Markup {
  /// A straight line.
  static func line(
    _ from: Point, _ to: Point, _ ink: Ink, width: Double = 1, pattern: LinePattern = .solid, opacity: Double = 1
  ) -> Markup {
    .element(
      "line",
      [
        ("x1", NumberText.coordinate(from.x)), ("y1", NumberText.coordinate(from.y)),
        ("x2", NumberText.coordinate(to.x)), ("y2", NumberText.coordinate(to.y)),
      ] + ink.stroke(width: width, pattern: pattern, opacity: opacity), [])
  }

  /// An open path, drawn as a stroke.
  static func stroke(_ path: String, _ ink: Ink, width: Double, pattern: LinePattern = .solid) -> Markup {
    .element(
      "path",
      [("d", path), ("fill", "none"), ("stroke-linejoin", "round"), ("stroke-linecap", "round")]
        + ink.stroke(width: width, pattern: pattern, opacity: 1), [])
  }

  /// A closed path, filled.
  static func fill(_ path: String, _ ink: Ink, opacity: Double = 1) -> Markup {
    .element("path", [("d", path)] + ink.fill(opacity: opacity), [])
  }

  /// A filled rectangle with rounded corners.
  static func box(_ box: Box, _ ink: Ink, opacity: Double = 1, radius: Double = 0) -> Markup {
    let rounding = radius > 0 ? [("rx", NumberText.coordinate(radius))] : []
    return .element(
      "rect",
      [
        ("x", NumberText.coordinate(box.minX)), ("y", NumberText.coordinate(box.minY)),
        ("width", NumberText.coordinate(box.width)), ("height", NumberText.coordinate(box.height)),
      ] + rounding + ink.fill(opacity: opacity), [])
  }

  /// A line of text; `at` is the point on its base line.
  static func label(
    _ text: String, at point: Point, _ font: Font, _ ink: Ink, anchor: TextAnchor = .start, halo: Bool = false
  ) -> Markup {
    .element(
      "text",
      [
        ("x", NumberText.coordinate(point.x)), ("y", NumberText.coordinate(point.y)),
        ("font-size", NumberText.coordinate(font.size)),
      ] + (font.isBold ? [("font-weight", "600")] : []) + (anchor == .start ? [] : [("text-anchor", anchor.rawValue)])
        + ink.fill(opacity: 1, also: halo ? "halo" : nil), [.text(text)])
  }
}
