import Catalog
import GRDB

/// Sums that SQLite's `sum` would refuse to make: it ends a query whose integers come to more than 64 bits.
///
/// A column is summed in two halves of 32 bits, neither of which can overflow in fewer than two thousand million rows, and
/// put together here. What is beyond 64 bits stands at their end.
enum WideSum {
  /// The two halves of an expression's sum, as columns `name_high` and `name_low`; several terms are added up.
  static func columns(_ terms: [String], as name: String) -> String {
    let high = terms.map { "((\($0)) >> 32)" }.joined(separator: " + ")
    let low = terms.map { "((\($0)) & 4294967295)" }.joined(separator: " + ")
    return "coalesce(sum(\(high)), 0) AS \(name)_high, coalesce(sum(\(low)), 0) AS \(name)_low"
  }

  /// The sum in a row, and whether it is beyond what an integer holds.
  static func value(_ name: String, in row: Row) -> (sum: Int64, isBeyondRange: Bool) {
    let high: Int64 = row[name + "_high"]
    let low: Int64 = row[name + "_low"]
    let sum = Int128(high) << 32 + Int128(low)
    return (Int64(clamping: sum), sum != Int128(Int64(clamping: sum)))
  }
}
