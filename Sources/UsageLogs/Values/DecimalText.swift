/// A decimal number as text spells it: digits × 10^exponent, exactly.
struct DecimalText {
  /// The first 36 significant digits.
  var digits: UInt128
  /// The power of ten of the last of them.
  var exponent: Int
  var isNegative: Bool
  /// Whether digits that are not zero were left out behind.
  var hasMore: Bool

  /// Reads `-12.5e-3`; nil for anything else.
  init?(_ text: ByteView) {
    digits = 0
    exponent = 0
    hasMore = false
    var index = 0
    isNegative = text[0] == UInt8(ascii: "-")
    if isNegative || text[0] == UInt8(ascii: "+") { index = 1 }
    var small: UInt64 = 0
    var count = 0
    var isFraction = false
    var seen = false
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
        index &+= 1
        continue
      }
      let digit = byte &- 0x30
      guard digit < 10 else { break }
      seen = true
      index &+= 1
      if count < 18 {
        small = small &* 10 &+ UInt64(digit)
        if small != 0 { count &+= 1 }
        if isFraction { exponent &-= 1 }
      } else if count < 36 {
        if count == 18 { digits = UInt128(small) }
        digits = digits * 10 + UInt128(digit)
        count &+= 1
        if isFraction { exponent &-= 1 }
      } else {
        hasMore = hasMore || digit != 0
        if !isFraction { exponent &+= 1 }
      }
    }
    guard seen else { return nil }
    if count <= 18 { digits = UInt128(small) }
    if index < text.count {
      guard text[index] | 0x20 == UInt8(ascii: "e"), let shift = Self.exponent(text, from: index &+ 1) else {
        return nil
      }
      exponent = min(max(exponent &+ shift, -100_000), 100_000)
    }
  }

  private static func exponent(_ text: ByteView, from start: Int) -> Int? {
    var index = start
    let isNegative = text[index] == UInt8(ascii: "-")
    if isNegative || text[index] == UInt8(ascii: "+") { index += 1 }
    guard index < text.count else { return nil }
    var value = 0
    while index < text.count {
      let digit = text[index] &- 0x30
      guard digit < 10 else { return nil }
      value = min(value * 10 + Int(digit), 50_000)
      index += 1
    }
    return isNegative ? -value : value
  }

  /// What a whole number is; the error says what it is instead.
  enum Whole: Equatable { case value(Int), fractional, tooLarge }

  /// The number as a whole one, at most `limit` in size.
  func whole(limit: Int) -> Whole {
    guard digits != 0 || hasMore else { return .value(0) }
    guard !hasMore else { return exponent < 0 ? .fractional : .tooLarge }
    guard exponent <= 36 else { return .tooLarge }
    var value = digits
    if exponent < 0 {
      guard exponent >= -36, let divisor = Self.power(-exponent) else { return .fractional }
      let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
      guard rest == 0 else { return .fractional }
      value = quotient
    } else if exponent > 0 {
      guard let factor = Self.power(exponent) else { return .tooLarge }
      let (product, overflow) = value.multipliedReportingOverflow(by: factor)
      guard !overflow else { return .tooLarge }
      value = product
    }
    guard value <= UInt128(max(0, limit)), let size = Int(exactly: value) else { return .tooLarge }
    return .value(isNegative ? -size : size)
  }

  /// The number times 10^decimals, rounded half to even; nil if it does not fit 64 bits.
  func scaled(_ decimals: Int) -> Int64? {
    let shift = exponent + decimals
    var magnitude = digits
    if shift > 0, magnitude != 0 {
      guard let factor = Self.power(shift) else { return nil }
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: factor)
      guard !overflow else { return nil }
      magnitude = product
    } else if shift < 0 {
      // Beyond 36 places nothing is left of 36 digits but zero.
      guard let divisor = Self.power(-shift) else { return 0 }
      let (quotient, rest) = magnitude.quotientAndRemainder(dividingBy: divisor)
      let half = divisor / 2
      let isAbove = rest > half || rest == half && (hasMore || quotient & 1 == 1)
      magnitude = isAbove ? quotient + 1 : quotient
    }
    guard magnitude <= UInt128(Int64.max) else { return nil }
    let value = Int64(truncatingIfNeeded: magnitude)
    return isNegative ? -value : value
  }

  private static let powers: [UInt128] = (0...37).map { exponent in
    (0..<exponent).reduce(UInt128(1)) { value, _ in value * 10 }
  }

  private static func power(_ exponent: Int) -> UInt128? { powers.indices.contains(exponent) ? powers[exponent] : nil }
}
