/// An exact amount of money: billionths of a US dollar.
public struct NanoDollars: Hashable, Comparable, Codable, Sendable {
  /// The amount in 10⁻⁹ USD; ±9.2 billion dollars fit.
  public var amount: Int64

  /// An amount in 10⁻⁹ USD.
  public init(_ amount: Int64) { self.amount = amount }

  /// Nothing.
  public static let zero = NanoDollars(0)

  public static func < (left: Self, right: Self) -> Bool { left.amount < right.amount }

  /// The sum; saturates instead of overflowing, so that no input can trap.
  public static func + (left: Self, right: Self) -> Self {
    let (sum, overflow) = left.amount.addingReportingOverflow(right.amount)
    return NanoDollars(overflow ? (left.amount > 0 ? .max : .min) : sum)
  }

  /// The difference; saturates.
  public static func - (left: Self, right: Self) -> Self {
    let (difference, overflow) = left.amount.subtractingReportingOverflow(right.amount)
    return NanoDollars(overflow ? (left.amount >= 0 ? .max : .min) : difference)
  }

  public static func += (left: inout Self, right: Self) { left = left + right }
  public static func -= (left: inout Self, right: Self) { left = left - right }

  public init(from decoder: any Decoder) throws { amount = try decoder.singleValueContainer().decode(Int64.self) }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(amount)
  }
}

extension NanoDollars: CustomStringConvertible {
  /// Dollars with as many digits as the amount needs, at least two: `$0.000315`, `$12.50`.
  public var description: String {
    let magnitude = amount.magnitude
    var fraction = String(magnitude % 1_000_000_000)
    fraction = String(repeating: "0", count: 9 - fraction.count) + fraction
    while fraction.count > 2, fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(amount < 0 ? "-" : "")$\(magnitude / 1_000_000_000).\(fraction)"
  }
}
