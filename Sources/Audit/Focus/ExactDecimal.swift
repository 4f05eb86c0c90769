internal import Catalog

/// A decimal number with all its digits.
public struct ExactDecimal: Hashable, Sendable, CustomStringConvertible {
  let units: Int128
  let decimals: Int

  /// `units · 10^-decimals`.
  init(_ units: Int128, decimals: Int) {
    self.units = units
    self.decimals = max(0, decimals)
  }

  /// Reads a plain decimal number: digits, one point, a sign only when negative; nil for anything else.
  init?(_ text: some StringProtocol) {
    let body = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = body.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }),
      body.utf8.allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: ".") })
    else { return nil }
    let fraction = parts.count == 2 ? parts[1].utf8.count : 0
    guard let units = Int128(parts.joined()), fraction <= 30 else { return nil }
    self.init(text.hasPrefix("-") ? -units : units, decimals: fraction)
  }

  /// The number as short as it can be, without exponent: `0.000315`, `12`.
  public var description: String {
    var digits = String(units.magnitude)
    if digits.utf8.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
    }
    var text = String(digits.dropLast(decimals))
    var fraction = digits.suffix(decimals)
    while fraction.last == "0" { fraction.removeLast() }
    if !fraction.isEmpty { text += "." + fraction }
    return units < 0 ? "-" + text : text
  }

  /// Whether two numbers are equal, whatever zeros close them.
  func equals(_ other: ExactDecimal) -> Bool { description == other.description }

  /// The product; nil when it has more digits than fit.
  func times(_ other: ExactDecimal) -> ExactDecimal? {
    let (product, overflow) = units.multipliedReportingOverflow(by: other.units)
    return overflow ? nil : ExactDecimal(product, decimals: decimals + other.decimals)
  }
}

extension ExactDecimal {
  /// Dollars.
  init(_ amount: NanoDollars) { self.init(Int128(amount.amount), decimals: 9) }
}
