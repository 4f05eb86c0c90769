/// A decimal number exactly as JSON spells it: ± 0.d₁d₂… × 10^exponent without outer zeros.
///
/// A `Double` would make `1e400` infinite and two large identifiers equal.
struct DecimalNumber: Sendable, Hashable {
  let isNegative: Bool
  /// Digits from 0 to 9, the first and the last not 0; empty for zero.
  let digits: [UInt8]
  /// Where the decimal point stands: the number of digits before it, beyond the digits if positive and large.
  let exponent: Int

  /// The number that `text` spells in JSON's grammar (a leading `+` is not in it); nil if it is none.
  init?(_ text: some StringProtocol) {
    var mantissa: [UInt8] = []
    var point: Int?
    var written = 0
    var isExponentNegative = false
    var inExponent = false
    var hasExponentDigit = false
    var isNegative = false
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-"):
        if index == 0 {
          isNegative = true
        } else if inExponent, !hasExponentDigit {
          isExponentNegative = true
        } else {
          return nil
        }
      case UInt8(ascii: "+"):
        guard inExponent, !hasExponentDigit else { return nil }
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if inExponent {
          hasExponentDigit = true
          // Beyond this no comparison changes, and nothing overflows.
          written = min(written * 10 + Int(byte & 15), Self.largestExponent)
        } else {
          mantissa.append(byte & 15)
        }
      case UInt8(ascii: "."):
        guard point == nil, !inExponent, !mantissa.isEmpty else { return nil }
        point = mantissa.count
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        guard !inExponent, !mantissa.isEmpty, point != mantissa.count else { return nil }
        inExponent = true
      default: return nil
      }
    }
    guard !mantissa.isEmpty, point != mantissa.count, hasExponentDigit || !inExponent else { return nil }
    let leading = mantissa.prefix { $0 == 0 }.count
    let digits = Array(mantissa.dropFirst(leading).reversed().drop { $0 == 0 }.reversed())
    self.digits = digits
    self.isNegative = isNegative && !digits.isEmpty
    exponent =
      digits.isEmpty ? 0 : (point ?? mantissa.count) - leading + (isExponentNegative ? -written : written)
  }

  /// Far above any exponent that is written, and a few of them never overflow a sum.
  private static let largestExponent = 1 << 40

  /// Whether nothing stands after the decimal point.
  var isInteger: Bool { digits.count <= exponent || digits.isEmpty }

  /// The nearest `Double`; infinite where it does not fit.
  var double: Double {
    let text = (isNegative ? "-" : "") + "0." + digits.map(String.init).joined() + "e\(exponent)"
    return digits.isEmpty ? 0 : Double(text) ?? (exponent < 0 ? 0 : isNegative ? -.infinity : .infinity)
  }
}

extension DecimalNumber: Comparable {
  static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
  }

  /// Whether the magnitude is smaller.
  private func isSmaller(than other: DecimalNumber) -> Bool {
    if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
    if exponent != other.exponent { return exponent < other.exponent }
    return digits.lexicographicallyPrecedes(other.digits)
  }
}

extension DecimalNumber {
  /// Whether it is a whole multiple of `divisor`; nil if the divisor is 0, negative or of more than 18 digits.
  func isMultiple(of divisor: DecimalNumber) -> Bool? {
    guard !divisor.digits.isEmpty, !divisor.isNegative, divisor.digits.count <= 18 else { return nil }
    guard !digits.isEmpty else { return true }
    let modulus = divisor.digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
    // Both as integers times a power of ten; trailing zeros are gone, so a lower power never divides.
    let shift = (exponent - digits.count) - (divisor.exponent - divisor.digits.count)
    guard shift >= 0 else { return false }
    var rest = digits.reduce(UInt64(0)) { Self.product($0, 10, modulus, plus: UInt64($1)) }
    var power = 10 % modulus
    var left = shift
    while left > 0 {
      if left & 1 == 1 { rest = Self.product(rest, power, modulus) }
      power = Self.product(power, power, modulus)
      left >>= 1
    }
    return rest == 0
  }

  private static func product(_ left: UInt64, _ right: UInt64, _ modulus: UInt64, plus: UInt64 = 0) -> UInt64 {
    UInt64(truncatingIfNeeded: (UInt128(left) * UInt128(right) + UInt128(plus)) % UInt128(modulus))
  }
}
