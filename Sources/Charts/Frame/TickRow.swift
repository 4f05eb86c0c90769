/// The texts below a horizontal axis, of which those without room are dropped.
struct TickRow: Sendable {
  private struct Text: Sendable {
    let text: String
    let middle: Double
    let line: Double
  }

  private let texts: [Text]
  /// Whether every tick has its text.
  let isComplete: Bool

  /// Lays the texts out from left to right.
  init(_ ticks: [Tick], scale: Scale, width: Double) {
    var texts: [Text] = []
    var isComplete = true
    for (line, labels) in [ticks.map { ($0, $0.label) }, ticks.compactMap { tick in tick.second.map { (tick, $0) } }]
      .enumerated()
    {
      var free = 2.0
      for (tick, label) in labels {
        let half = TextMeasure.width(label, .normal) / 2
        let middle = min(scale(tick.value), width - 2 - half)
        if middle - half >= free {
          texts.append(Text(text: label, middle: middle, line: Double(line)))
          free = middle + half + 6
        } else {
          isComplete = false
        }
      }
    }
    self.texts = texts
    self.isComplete = isComplete
  }

  /// The height that the texts of some ticks need, in pixels.
  static func height(_ ticks: [Tick]) -> Double {
    ticks.contains { $0.second != nil } ? 36 : 21
  }

  /// The texts below a height.
  func drawn(below top: Double) -> [Markup] {
    texts.map { text in
      .label(
        text.text, at: Point(x: text.middle, y: top + 17 + text.line * 15), .normal, .muted, anchor: .middle)
    }
  }
}
