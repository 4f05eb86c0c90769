extension NumberTicks {
  /// The text of a tick, in millions or more when the whole axis is that large.
  func label(_ value: Double) -> String {
    if value == 0 { return "0" }
    let largest = max(abs(values.first ?? 0), abs(values.last ?? 0))
    if step < 1e-6 || largest >= 1e15 {
      return NumberText.scientific(value, significant: digitsNeeded(largest))
    }
    guard let unit = NumberText.units.first(where: { largest >= $0.size && step >= $0.size / 1000 }) else {
      return NumberText.fixed(value, decimals: decimals)
    }
    let scaled = NumberTicks(step: step / unit.size)
    return NumberText.fixed(value / unit.size, decimals: scaled.decimals) + unit.suffix
  }

  private init(step: Double) {
    self.step = step
    values = []
  }

  private func digitsNeeded(_ largest: Double) -> Int {
    min(max(NumberText.exponent(of: largest) - NumberText.exponent(of: step) + 2, 2), 12)
  }
}
