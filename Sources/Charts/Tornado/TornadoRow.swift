/// A bar of a tornado chart with the texts at its ends.
struct TornadoRow: Sendable {
  /// The choice and its results.
  let sensitivity: Sensitivity
  private let lowValue: String
  private let highValue: String
  private let lowLabel: String
  private let highLabel: String

  private static let gap = 7.0

  /// Prepares the texts at the ends, each in no more than `room` pixels; only the value is printed without room.
  init(_ sensitivity: Sensitivity, decimals: Int, room: Double) {
    self.sensitivity = sensitivity
    lowValue = NumberText.beside(sensitivity.low, decimals: decimals)
    highValue = NumberText.beside(sensitivity.high, decimals: decimals)
    func fitted(_ label: String, beside value: String) -> String {
      let left = room - TextMeasure.width(value, .strong) - Self.gap
      return left < 20 ? "" : TextFitting.shortened(label, width: left, .small)
    }
    lowLabel = fitted(sensitivity.lowLabel, beside: lowValue)
    highLabel = fitted(sensitivity.highLabel, beside: highValue)
  }

  private static func width(_ value: String, _ label: String) -> Double {
    let labelWidth = label.isEmpty ? 0 : TextMeasure.width(label, .small) + gap
    return TextMeasure.width(value, .strong) + gap + labelWidth + 2
  }

  /// The widest scale on which every row's texts fit beside its bar.
  static func scale(_ domain: Extent, _ rows: [TornadoRow], from left: Double, to right: Double) -> Scale {
    var (start, end) = (left, right)
    let unit = Scale(domain: domain, start: 0, end: 1)
    // Each end's room depends on the other's; a few rounds settle both.
    for _ in 0..<8 {
      for row in rows {
        let low = min(max(unit(row.sensitivity.low), 0), 0.95)
        let high = min(max(unit(row.sensitivity.high), 0.05), 1)
        let lowNeed = left + width(row.lowValue, row.lowLabel)
        let highNeed = right - width(row.highValue, row.highLabel)
        start = max(start, (lowNeed - low * end) / (1 - low))
        end = min(end, (highNeed - (1 - high) * start) / high)
      }
    }
    // Where the texts leave nothing for the bars, they may run over the edge of the plot instead.
    guard end - start >= 40 else {
      let middle = (left + right) / 2
      return Scale(domain: domain, start: middle - 20, end: middle + 20)
    }
    return Scale(domain: domain, start: start, end: end)
  }

  /// The bar around a height.
  func drawn(middle: Double, thickness: Double, scale: Scale, baseline: Double?) -> [Markup] {
    let low = scale(sensitivity.low)
    let high = scale(sensitivity.high)
    let split = min(max(baseline.map { scale($0) } ?? low, low), high)
    func part(_ from: Double, _ to: Double, _ hue: Hue) -> [Markup] {
      let area = Box(minX: from, minY: middle - thickness / 2, maxX: to, maxY: middle + thickness / 2)
      return to - from > 0.01 ? [.box(area, .hue(hue))] : []
    }
    var output = part(low, split, .blue) + part(split, high, .vermilion)
    if high - low < 1.5 {
      let center = Point(x: (low + high) / 2, y: middle)
      output.append(.line(center.moved(y: -thickness / 2), center.moved(y: thickness / 2), .muted, width: 2))
    }
    let base = middle + 4
    output += end(value: lowValue, label: lowLabel, at: Point(x: low - Self.gap, y: base), anchor: .end)
    output += end(value: highValue, label: highLabel, at: Point(x: high + Self.gap, y: base), anchor: .start)
    return output
  }

  private func end(value: String, label: String, at point: Point, anchor: TextAnchor) -> [Markup] {
    let number = Markup.label(value, at: point, .strong, .text, anchor: anchor, halo: true)
    guard !label.isEmpty else { return [number] }
    let shift = TextMeasure.width(value, .strong) + Self.gap
    let place = point.moved(x: anchor == .end ? -shift : shift)
    return [number, .label(label, at: place, .small, .muted, anchor: anchor, halo: true)]
  }
}
