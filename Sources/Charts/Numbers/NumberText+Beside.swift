extension NumberText {
  /// A value printed beside an axis: with the axis's decimals, in millions or more when it is that large.
  static func beside(_ value: Double, decimals: Int) -> String {
    let size = abs(value)
    if let unit = units.first(where: { size >= $0.size }), size < 1e15 {
      return readable(value / unit.size) + unit.suffix
    }
    return size >= 1e15 || decimals > 5 ? readable(value) : fixed(value, decimals: decimals)
  }

  /// Short names of large numbers, the largest first.
  static let units: [(size: Double, suffix: String)] = [(1e12, "T"), (1e9, "bn"), (1e6, "M")]
}
