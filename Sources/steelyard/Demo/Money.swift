import Catalog

/// Amounts for a table: few digits, the exact figure is in the ledger.
enum Money {
  /// `$1.234568`: dollars to the millionth, rounded half up, so that cheap work still shows figures.
  static func short(_ amount: NanoDollars) -> String {
    let units = (amount.amount + (amount.amount < 0 ? -500 : 500)) / 1_000
    let magnitude = units.magnitude
    let fraction = String(magnitude % 1_000_000)
    let padded = String(repeating: "0", count: 6 - fraction.count) + fraction
    return "\(units < 0 ? "-" : "")$\(magnitude / 1_000_000).\(padded)"
  }

  /// `93.1 %`: how much less `cost` is than `other`.
  static func saving(_ cost: NanoDollars, of other: NanoDollars?) -> String {
    guard let other, other > .zero else { return "unknown" }
    let share = (1 - Double(cost.amount) / Double(other.amount)) * 1_000
    let tenths = Int(share.rounded())
    return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10) %"
  }
}
