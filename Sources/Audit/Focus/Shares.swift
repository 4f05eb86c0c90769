internal import Catalog

/// Splits an amount so that the parts are whole nano-dollars and add up to it.
enum Shares {
  /// Parts in proportion to weights by the largest remainder (Hamilton's method); all to the first when nothing weighs.
  static func of(_ amount: NanoDollars, weights: [Int128]) -> [NanoDollars] {
    guard !weights.isEmpty else { return [] }
    // Weights are cut to 62 bits: the product with an amount must fit, and the parts stay exact in sum.
    let heaviest = weights.max() ?? 0
    var shift = 0
    while heaviest >> Int128(shift) > Int128(1) << 60 { shift += 1 }
    let cut = weights.map { max(0, $0 >> Int128(shift)) }
    let total = cut.reduce(0, +)
    guard total > 0 else { return [amount] + [NanoDollars](repeating: .zero, count: weights.count - 1) }
    let size = Int128(amount.amount.magnitude)
    var parts = cut.map { size * $0 / total }
    let remainders = cut.map { size * $0 % total }
    let order = weights.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
    var missing = size - parts.reduce(0, +)
    for position in order where missing > 0 {
      parts[position] += 1
      missing -= 1
    }
    let sign: Int128 = amount.amount < 0 ? -1 : 1
    return parts.map { NanoDollars(Int64(clamping: sign * $0)) }
  }
}
