/// A number within the bounds of a JSON schema.
struct SchemaNumber: Sendable {
  private let lower: Double?
  private let upper: Double?
  private let lowerExcluded: Bool
  private let upperExcluded: Bool
  private let step: Double?

  init(_ schema: JSONValue) {
    let least = schema["minimum"]?.number
    let above = schema["exclusiveMinimum"]?.number
    lowerExcluded = above.map { $0 >= (least ?? $0) } ?? false
    lower = lowerExcluded ? above : least
    let most = schema["maximum"]?.number
    let below = schema["exclusiveMaximum"]?.number
    upperExcluded = below.map { $0 <= (most ?? $0) } ?? false
    upper = upperExcluded ? below : most
    step = schema["multipleOf"]?.number.flatMap { $0 > 0 ? $0 : nil }
  }

  /// A whole number; `variant` tells the items of a list apart.
  func integer(variant: Int) -> Int {
    let step = max(1, (self.step ?? 1).rounded())
    let least = lower.map { lowerExcluded ? ($0 + 1).rounded(.down) : $0.rounded(.up) }
    let most = upper.map { upperExcluded ? ($0 - 1).rounded(.up) : $0.rounded(.down) }
    return Int(exactly: place(least: least, most: most, step: step, variant: variant)) ?? 0
  }

  /// Any number.
  func real(variant: Int) -> Double {
    if step != nil || (!lowerExcluded && !upperExcluded) {
      return place(least: lower, most: upper, step: step ?? 0.5, variant: variant)
    }
    switch (lower, upper) {
    case (let lower?, let upper?): return lower + (upper - lower) / Double(variant + 2)
    case (let lower?, nil): return max(1, lower + 1) + Double(variant)
    case (nil, let upper?): return min(1, upper - 1) - Double(variant)
    case (nil, nil): return 1
    }
  }

  private func place(least: Double?, most: Double?, step: Double, variant: Int) -> Double {
    var value = max(1, least ?? 1)
    if let most { value = min(value, most) }
    value = (value / step).rounded(.up) * step
    if let most, value > most { value -= step }
    let next = value + Double(variant) * step
    if let most, next > most { return value }
    return next
  }
}
