/// Something of a scenario that can be set.
public struct ScenarioParameter: Hashable, Sendable {
  /// What it may be.
  public enum Domain: Hashable, Sendable {
    case number(default: Double, range: ClosedRange<Double>)
    case choice(default: String, among: [String])
  }

  public var name: String
  public var meaning: String
  public var unit: String
  public var domain: Domain
  /// Where the default is from.
  public var source: String

  /// The default and what is allowed, such as `90 (0 to 730 days)`.
  public var allowed: String {
    switch domain {
    case .number(let value, let range):
      "\(value.plain) (\(range.lowerBound.plain) to \(range.upperBound.plain)\(unit.isEmpty ? "" : " \(unit)"))"
    case .choice(let value, let names): "\(value) (\(names.joined(separator: ", ")))"
    }
  }
}
