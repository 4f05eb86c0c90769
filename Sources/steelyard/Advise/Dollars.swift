import Economics
import Foundation

/// Amounts of expectations, with as many digits as they deserve.
enum Dollars {
  /// `$12,340`, `$3.21`, `$0.00012`: three significant digits, and whole dollars from a hundred on.
  static func text(_ amount: Double) -> String {
    guard amount.isFinite else { return amount > 0 ? "unbounded" : "unknown" }
    let size = abs(amount)
    let sign = amount < 0 ? "−" : ""
    if size >= 99.5 { return sign + "$" + grouped(size.rounded()) }
    guard size > 0 else { return "$0" }
    let decimals = min(9, max(2, 2 - Int(log10(size).rounded(.down))))
    return sign + "$" + String(format: "%.\(decimals)f", size)
  }

  /// `$95 to $140`.
  static func interval(_ estimate: Estimate) -> String {
    estimate.low == estimate.high ? "exact" : "\(text(estimate.low)) to \(text(estimate.high))"
  }

  /// `1,234,567`.
  static func grouped(_ whole: Double) -> String {
    guard whole < 1e15 else { return String(format: "%.3g", whole) }
    var digits = String(Int(whole))
    var parts: [Substring] = []
    while digits.count > 3 {
      parts.insert(digits.suffix(3), at: 0)
      digits = String(digits.dropLast(3))
    }
    return ([Substring(digits)] + parts).joined(separator: ",")
  }
}

/// Numbers with their units.
enum FigureText {
  /// A value in the unit of a factor.
  static func value(_ value: Double, unit: String) -> String {
    switch unit {
    case "USD": Dollars.text(value)
    case "share": share(value)
    case "months": "\(short(value)) months"
    case "×", "factor": "× \(short(value))"
    default: "\(short(value)) \(unit)"
    }
  }

  /// `2.1 %`, `0.35 %`.
  static func share(_ value: Double) -> String {
    guard value.isFinite else { return "unknown" }
    return "\(short(value * 100)) %"
  }

  /// Three significant digits without zeros at the end.
  static func short(_ value: Double) -> String {
    guard value.isFinite else { return value > 0 ? "∞" : value < 0 ? "−∞" : "unknown" }
    if abs(value) >= 1000, abs(value) < 1e15 { return (value < 0 ? "−" : "") + Dollars.grouped(abs(value).rounded()) }
    return String(format: "%.3g", value).replacing("-", with: "−")
  }
}
