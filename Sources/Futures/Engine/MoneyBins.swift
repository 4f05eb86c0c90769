/// Bins for dollars: 64 to each doubling from a cent to a trillion dollars, so that a quantile is off by 0.8 % at most.
///
/// A bin is the leading bits of a number, which needs no logarithm.
enum MoneyBins {
  private static var shift: UInt64 { 46 }
  private static var first: Int { (1023 - 7) << 6 }
  private static var doublings: Int { 47 }
  /// The first bin has all below 2⁻⁷ dollars, the last all from 2⁴⁰ dollars on.
  static var count: Int { doublings * 64 + 2 }

  /// The bin of an amount.
  static func bin(_ dollars: Double) -> Int {
    guard dollars > 0 else { return 0 }
    let place = Int(truncatingIfNeeded: dollars.bitPattern >> shift) - first + 1
    return min(max(place, 0), count - 1)
  }

  /// The amount a share of the way through a bin.
  static func amount(_ bin: Int, _ share: Double) -> Double {
    guard bin > 0 else { return 0 }
    func edge(_ bin: Int) -> Double { Double(bitPattern: UInt64(first + bin - 1) << shift) }
    guard bin < count - 1 else { return edge(count - 1) }
    return edge(bin) + share * (edge(bin + 1) - edge(bin))
  }
}

/// Bins for dollars of either sign: 32 to each doubling, so that a quantile is off by 1.6 % at most.
enum SignedMoneyBins {
  private static var half: Int { 47 * 32 + 1 }
  static var count: Int { 2 * half + 1 }

  static func bin(_ dollars: Double) -> Int {
    let size = (MoneyBins.bin(abs(dollars)) + 1) / 2
    return dollars < 0 ? half - size : half + size
  }

  static func amount(_ bin: Int, _ share: Double) -> Double {
    let isNegative = bin < half
    let size = abs(bin - half)
    guard size > 0 else { return 0 }
    let low = MoneyBins.amount(2 * size - 1, 0)
    let high = MoneyBins.amount(2 * size, 1)
    return isNegative ? -(high - share * (high - low)) : low + share * (high - low)
  }
}

/// Bins for shares from -100 % to 100 %, half a percentage point each.
enum ShareBins {
  private static var half: Int { 200 }
  /// The first bin has all below -1.
  static var count: Int { 2 * half + 2 }

  static func bin(_ share: Double) -> Int {
    guard share >= -1 else { return 0 }
    return Int(min((share + 1) * Double(half), Double(count - 2))) + 1
  }

  static func amount(_ bin: Int, _ share: Double) -> Double {
    guard bin > 0 else { return -1 }
    return min(1, (Double(bin - 1) + share) / Double(half) - 1)
  }
}
