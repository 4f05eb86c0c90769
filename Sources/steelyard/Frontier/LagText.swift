import Foundation
import Frontier

/// Lags and gaps as people read them.
enum LagText {
  /// A number with one decimal and a proper minus.
  static func one(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    let text = String(format: "%.1f", value)
    return text == "-0.0" ? "0.0" : text.replacingOccurrences(of: "-", with: "−")
  }

  static func range(_ range: ClosedRange<Double>?) -> String {
    guard let range else { return "" }
    let upper = range.upperBound.isFinite ? one(range.upperBound) : "∞"
    return "\(one(range.lowerBound)) to \(upper)"
  }

  /// `7.2 (6.0 to 7.9)`, or `≥ 3.1` while it is only known to be longer.
  static func estimate(_ estimate: LagEstimate) -> String {
    guard let value = estimate.value else { return estimate.atLeast.map { "≥ \(one($0))" } ?? "–" }
    return with(value, estimate.interval90)
  }

  static func with(_ value: Double?, _ interval: ClosedRange<Double>?) -> String {
    guard value != nil else { return "–" }
    return interval.map { "\(one(value)) (\(range($0)))" } ?? one(value)
  }

  static func percent(_ share: Double) -> String { String(format: "%.0f %%", 100 * share) }
}
