/// One line of the key to a chart.
struct LegendEntry: Sendable {
  /// What stands before the text.
  enum Swatch: Equatable, Sendable {
    case line(Hue, LinePattern, hasMarker: Bool)
    case marker(Hue, isHollow: Bool)
    case bar(Hue)
    case interval(Ink)
    case lowerBound(Ink)
    /// A band around lines, error bars of points, or both.
    case uncertainty(band: Ink?, hasBars: Bool)
  }

  /// The sign before the text.
  let swatch: Swatch
  /// What the sign means.
  let text: String

  /// The width of the sign before the text, in pixels.
  static let swatchWidth = 22.0

  /// The width of sign and text, in pixels.
  var width: Double { Self.swatchWidth + 6 + TextMeasure.width(text, .normal) }

  /// The sign, in the middle of the given height.
  func sign(left: Double, middle: Double) -> [Markup] {
    let start = Point(x: left, y: middle)
    let end = Point(x: left + Self.swatchWidth, y: middle)
    let center = Point(x: left + Self.swatchWidth / 2, y: middle)
    switch swatch {
    case .line(let hue, let pattern, let hasMarker):
      let line = Markup.line(start, end, .hue(hue), width: 2, pattern: pattern)
      return [line] + (hasMarker ? [Marker(hue: hue).drawn(at: center)] : [])
    case .marker(let hue, let isHollow):
      return [Marker(hue: hue, isHollow: isHollow).drawn(at: center)]
    case .bar(let hue):
      let area = Box(minX: left, minY: middle - 6, maxX: center.x, maxY: middle + 6)
      return [.box(area, .hue(hue), opacity: 0.28), Marker(hue: hue).drawn(at: center)]
    case .uncertainty(let band, let hasBars):
      let area = Box(minX: left + 1, minY: middle - 7, maxX: left + 21, maxY: middle + 7)
      let (top, bottom) = (center.moved(y: -6), center.moved(y: 6))
      let bar = [(top, bottom), (top.moved(x: -3), top.moved(x: 3)), (bottom.moved(x: -3), bottom.moved(x: 3))]
      return (band.map { [.box(area, $0, opacity: 0.18)] } ?? [])
        + (hasBars ? bar.map { .line($0.0, $0.1, .muted, width: 1.3) } : [])
    case .interval(let ink):
      return [
        .line(start.moved(x: 2), end.moved(x: -2), ink, width: 1.5),
        .line(start.moved(x: 2, y: -3), start.moved(x: 2, y: 3), ink, width: 1.5),
        .line(end.moved(x: -2, y: -3), end.moved(x: -2, y: 3), ink, width: 1.5),
      ]
    case .lowerBound(let ink):
      return [
        .line(start.moved(x: 4), end.moved(x: -6), ink, width: 1.5),
        .fill(
          PathText([end.moved(x: -7, y: -4), end.moved(x: -1), end.moved(x: -7, y: 4)], closed: true).text, ink),
      ]
    }
  }
}
