/// How much a lag depends on choices that its data do not settle, each changed by itself.
public struct LagSensitivity: Sendable {
  /// What is changed.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case definition = "definition"
    case significance = "significance rule"
    case dating = "dating of previews"
    case vintage = "data vintage"
    case benchmarks = "benchmark set"
    case resampling = "resampling"
    case start = "window"
  }

  /// A lag after one change.
  public struct Row: Hashable, Sendable {
    public var kind: Kind
    public var label: String
    public var query: LagQuery
    public var estimate: LagEstimate
    /// Months by which it is longer than the baseline; nil if either has no value.
    public var difference: Double?
    /// Where 90 % of the differences lie when both are computed from the same draws; nil when they have draws of their
    /// own.
    public var differenceInterval90: ClosedRange<Double>?
  }

  /// A bar of a tornado chart: the shortest and the longest lag that one kind of choice gives, in months.
  public struct Bar: Hashable, Sendable {
    public var kind: Kind
    public var low: Double
    public var lowLabel: String
    public var high: Double
    public var highLabel: String
  }

  public var query: LagQuery
  public var baseline: LagEstimate
  public var rows: [Row]
  /// Changes that could not be made, with the reason.
  public var left: [(label: String, reason: LagQueryError)]

  /// The bars of a tornado chart around the baseline, the widest first. A bar reaches to the baseline at least.
  public var bars: [Bar] {
    guard let value = baseline.value else { return [] }
    return Kind.allCases.compactMap { kind in
      let own = rows.filter { $0.kind == kind }.compactMap { row in row.estimate.value.map { (row.label, $0) } }
      guard let low = own.min(by: { $0.1 < $1.1 }), let high = own.max(by: { $0.1 < $1.1 }) else { return nil }
      return Bar(
        kind: kind, low: min(low.1, value), lowLabel: low.1 < value ? low.0 : "as asked", high: max(high.1, value),
        highLabel: high.1 > value ? high.0 : "as asked")
    }
    .sorted { $0.high - $0.low > $1.high - $1.low }
  }
}
