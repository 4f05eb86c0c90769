internal import Foundation

/// Figures as they stand in sentences.
enum Wording {
  /// US dollars: cents above ten, three digits that count below, thousands grouped.
  static func dollars(_ amount: Double) -> String {
    guard amount.isFinite else { return "unlimited $" }
    let sign = amount < 0 ? "-$" : "$"
    let magnitude = abs(amount)
    if magnitude >= 1000 { return sign + grouped(magnitude.rounded()) }
    if magnitude >= 10 { return sign + fixed(magnitude, 2) }
    return sign + significant(magnitude, 3)
  }

  /// A share in per cent, with two digits that count.
  static func percent(_ share: Double) -> String { significant(100 * share, 2) + " %" }

  /// Digits that count, without an exponent.
  static func significant(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
    let magnitude = Int(log10(abs(value)).rounded(.down))
    return fixed(value, min(12, max(0, digits - 1 - magnitude)))
  }

  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    let scale = pow(10, Double(decimals))
    guard let units = Int(exactly: (abs(value) * scale).rounded()) else { return "\(value)" }
    var digits = String(units)
    if digits.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits }
    let fraction = digits.suffix(decimals)
    return (value < 0 && units != 0 ? "-" : "") + digits.dropLast(decimals) + (decimals > 0 ? "." + fraction : "")
  }

  /// A whole number with thousands grouped.
  static func grouped(_ value: Double) -> String {
    guard let whole = Int(exactly: value.rounded()) else { return "\(value)" }
    var text = String(whole.magnitude)
    var parts: [Substring] = []
    while text.count > 3 {
      parts.insert(text.suffix(3), at: 0)
      text = String(text.dropLast(3))
    }
    return (whole < 0 ? "-" : "") + ([Substring(text)] + parts).joined(separator: ",")
  }
}
