/// Dollars with all their digits, for showing how a sum comes about before it is rounded.
public struct ExactDollars: Hashable, Sendable, CustomStringConvertible {
  /// The amount in units of 10^-`decimals` dollars.
  public let units: Int128
  /// How many decimals a unit has.
  public let decimals: Int

  /// An amount of units.
  public init(_ units: Int128, decimals: Int) {
    self.units = units
    self.decimals = max(0, decimals)
  }

  /// As many decimals as are needed, at least two: `$0.0284`.
  public var description: String {
    var digits = String(units.magnitude)
    if digits.utf8.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
    }
    var fraction = String(digits.suffix(decimals))
    while fraction.utf8.count > 2, fraction.hasSuffix("0") { fraction.removeLast() }
    fraction += String(repeating: "0", count: max(0, 2 - fraction.utf8.count))
    return "\(units < 0 ? "-" : "")$\(digits.dropLast(decimals)).\(fraction)"
  }
}
