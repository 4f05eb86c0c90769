/// A bar with its colour and only those values that can be drawn.
struct PlottedBar: Sendable {
  /// The name of the category.
  let category: String
  /// The colour.
  let hue: Hue
  /// Nil when the value cannot be drawn.
  let value: Double?
  /// The uncertainty of the value.
  let interval: Extent?
  /// How many observations there are.
  let count: Int?
  /// Whether the true value is this large or larger.
  let isLowerBound: Bool
  /// How many of the bar's values cannot be drawn.
  let leftOut: Int

  /// Takes from a bar what can be drawn on the axis.
  init(_ bar: Bar, hue: Hue, x: Axis) {
    category = bar.category
    self.hue = hue
    value = x.drawable(bar.value)
    let low = bar.low.flatMap(x.drawable)
    let high = bar.high.flatMap(x.drawable)
    if let low, let high, value != nil { interval = Extent(low, high) } else { interval = nil }
    count = bar.count
    isLowerBound = bar.isLowerBound
    leftOut =
      (value == nil ? 1 : 0) + [(bar.low, low), (bar.high, high)].count { $0.0 != nil && $0.1 == nil }
  }

  /// The value as printed beside the bar.
  func valueText(decimals: Int) -> String {
    guard let value else { return "–" }
    return (isLowerBound ? "≥ " : "") + NumberText.beside(value, decimals: decimals)
  }

  /// The interval as printed beside the bar.
  func intervalText(decimals: Int) -> String {
    guard let interval else { return "" }
    let low = NumberText.beside(interval.low, decimals: decimals)
    let high = NumberText.beside(interval.high, decimals: decimals)
    return interval.low < 0 ? "(\(low) to \(high))" : "(\(low)–\(high))"
  }
}
