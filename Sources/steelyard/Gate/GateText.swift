import Catalog
import Evidence
import Foundation
import Learning

/// Figures of gates as people read them.
enum GateText {
  /// So many decimals, with a proper minus.
  static func number(_ value: Double?, _ decimals: Int = 3) -> String {
    guard let value, value.isFinite else { return value == .infinity ? "∞" : "–" }
    let text = String(format: "%.\(decimals)f", value)
    return (Double(text) == 0 ? String(format: "%.\(decimals)f", 0.0) : text).replacingOccurrences(of: "-", with: "−")
  }

  /// The same with its sign.
  static func signed(_ value: Double?, _ decimals: Int = 3) -> String {
    guard let value, value.isFinite else { return number(value, decimals) }
    return (value > 0 ? "+" : "") + number(value, decimals)
  }

  /// A number without needless zeros: `0.05`.
  static func plain(_ value: Double) -> String {
    var text = number(value, 6)
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  /// `1 gate`, `2 gates`.
  static func count(_ number: Int, _ thing: String) -> String { "\(number) \(thing)\(number == 1 ? "" : "s")" }

  /// Lost, half lost, tied, half won, won.
  static func five(_ counts: PairCounts) -> String { counts.five.map(String.init).joined(separator: " / ") }

  /// `12.3 % (8.0 to 18.5, n = 100)`.
  static func share(_ proportion: Proportion) -> String {
    guard proportion.count > 0 else { return "–" }
    func percent(_ value: Double) -> String { number(100 * value, 1) }
    let ends = proportion.interval
    return "\(percent(proportion.share)) % (\(percent(ends.lowerBound)) to \(percent(ends.upperBound)), "
      + "\(proportion.hits) of \(proportion.count))"
  }

  static func percent(_ share: Double, _ decimals: Int = 0) -> String { "\(number(100 * share, decimals)) %" }

  /// Nano-dollars with as many decimals as a person looks at.
  static func dollars(_ nano: Double) -> String {
    guard nano.isFinite else { return "∞" }
    let dollars = nano / 1e9
    return "$" + String(format: dollars >= 100 ? "%.0f" : dollars >= 0.01 || dollars == 0 ? "%.2f" : "%.6f", dollars)
  }

  /// `3 days`, `1.5 days`, `2.1 years`.
  static func days(_ days: Double?) -> String {
    guard let days, days.isFinite else { return "never" }
    if days > 730 { return "\(number(days / 365.25, 1)) years" }
    return "\(number(days, days < 10 ? 1 : 0)) days"
  }

  /// Until the minute, in UTC.
  static func time(_ instant: Timestamp?) -> String {
    instant.map { String($0.description.prefix(16)).replacingOccurrences(of: "T", with: " ") } ?? "–"
  }

  /// A state in words.
  static func state(_ state: GateState) -> String {
    switch state {
    case .closed(let reason): "closed: \(words(reason))"
    case .gathering(let round): "gathering, round \(round)"
    case .open(0): "open by its owner"
    case .open(let round): "open since round \(round)"
    }
  }

  static func words(_ reason: ClosedReason) -> String {
    switch reason {
    case .neverOpened: "not begun"
    case .drift: "drift"
    case .hardFailures: "hard failures"
    case .guardrail: "guardrail"
    case .versionChanged: "version changed"
    case .provedWorse: "proved worse"
    case .inconclusive: "inconclusive"
    case .owner: "owner"
    case .restored: "restored"
    }
  }

  /// What made a gate change.
  static func cause(_ cause: GateCause) -> String {
    switch cause {
    case .started: "a round began"
    case .promoted: "not worse by more than the margin"
    case .provedWorse: "worse by more than the margin"
    case .maximumReached: "the most pairs were reached"
    case .budgetSpent: "the budget was spent"
    case .drift: "became worse while it served"
    case .hardFailures: "failed too often while it served"
    case .guardrail(let name): "the guardrail '\(name)' was exceeded"
    case .versionChanged(let part, let version): "\(part.rawValue) is now \(version)"
    case .owner(let action, let signature):
      "\(signature.name) ordered '\(action.rawValue)' on \(signature.day): \(signature.reason)"
    case .restored: "the versions are back"
    }
  }
}
