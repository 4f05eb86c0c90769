/// A bar in pixels: a pale bar from zero, the value's marker and the interval.
struct BarMark: Sendable {
  /// What is drawn.
  let bar: PlottedBar
  /// The map from values to pixels.
  let scale: Scale
  /// The room for marks, in pixels.
  let plot: Box
  /// The height of the bar in pixels.
  let thickness: Double

  /// The bar around a height.
  func drawn(middle: Double) -> [Markup] {
    guard let value = bar.value else { return [] }
    let ink = Ink.hue(bar.hue)
    let origin = clamped(scale(scale.domain.clamped(0)))
    let end = clamped(scale(value))
    let area = Box(
      minX: min(origin, end), minY: middle - thickness / 2, maxX: max(origin, end), maxY: middle + thickness / 2)
    var output: [Markup] = [.box(area, ink, opacity: 0.24)]
    if let interval = bar.interval {
      let low = Point(x: clamped(scale(interval.low)), y: middle)
      let high = Point(x: clamped(scale(interval.high)), y: middle)
      output.append(.line(low, high, ink, width: 1.6))
      let caps = bar.isLowerBound ? [low] : [low, high]
      output += caps.map { .line($0.moved(y: -4), $0.moved(y: 4), ink, width: 1.6) }
    }
    let point = Point(x: end, y: middle)
    if bar.isLowerBound {
      // The arrow says that the true value may lie anywhere beyond.
      let tip = Point(x: bar.interval.map { clamped(scale($0.high)) } ?? end, y: middle)
      let head = PathText([tip.moved(x: 6, y: -4.5), tip.moved(x: 14), tip.moved(x: 6, y: 4.5)], closed: true)
      output += [.line(tip, tip.moved(x: 7), ink, width: 1.6), .fill(head.text, ink)]
    }
    output.append(Marker(hue: bar.hue, isHollow: bar.isLowerBound).drawn(at: point))
    return output
  }

  private func clamped(_ x: Double) -> Double {
    min(max(x, plot.minX), plot.maxX)
  }
}
