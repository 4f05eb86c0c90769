internal import Foundation

/// How simple rules would have foretold the lags that came, each from the periods before.
public struct Backtest: Hashable, Sendable {
  /// A rule that needs no fit.
  public enum Rule: String, Hashable, Codable, Sendable, CaseIterable {
    /// The last period's lag stays.
    case persistence
    /// The mean of all periods so far.
    case meanSoFar
    /// The last lag halves every year, as in "12, 6, 3".
    case halvingPerYear

    /// What a table calls it.
    public var name: String {
      switch self {
      case .persistence: "persistence"
      case .meanSoFar: "mean so far"
      case .halvingPerYear: "halving per year"
      }
    }
  }

  /// A rule with its errors.
  public struct Row: Hashable, Sendable {
    public var rule: Rule
    /// How many periods ahead.
    public var steps: Int
    /// How many forecasts there were.
    public var forecasts: Int
    /// The mean absolute error in months.
    public var meanAbsoluteError: Double
  }

  public let rows: [Row]

  /// Foretells every period that has `steps` others before it.
  public init(_ series: LagSeries, steps: [Int] = [1, 2]) {
    let periods = series.periods
    rows = steps.filter { $0 > 0 }.flatMap { ahead in
      Rule.allCases.compactMap { rule in
        let errors = periods.indices.dropFirst(ahead).map { index in
          abs(
            Self.foretold(by: rule, periods.prefix(index - ahead + 1), at: periods[index].middle) - periods[index].lag)
        }
        guard !errors.isEmpty else { return nil }
        return Row(
          rule: rule, steps: ahead, forecasts: errors.count,
          meanAbsoluteError: errors.reduce(0, +) / Double(errors.count))
      }
    }
  }

  private static func foretold(by rule: Rule, _ past: ArraySlice<LagSeries.Period>, at month: Double) -> Double {
    guard let last = past.last else { return .nan }
    switch rule {
    case .persistence: return last.lag
    case .meanSoFar: return past.reduce(0) { $0 + $1.lag } / Double(past.count)
    case .halvingPerYear: return last.lag * exp2(-(month - last.middle) / 12)
    }
  }
}

extension LagSeries {
  /// The standard deviation about their mean of the steps from period to period, in months; nil of fewer than two
  /// steps. Without the first step the fall of 2024 does not count.
  public func stepDeviation(droppingFirst count: Int = 0) -> Double? {
    let steps = zip(periods, periods.dropFirst()).map { $1.lag - $0.lag }.dropFirst(count)
    guard steps.count > 1 else { return nil }
    let mean = steps.reduce(0, +) / Double(steps.count)
    return (steps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(steps.count - 1)).squareRoot()
  }

  /// The normal band around the last lag after so many steps of a known deviation, without its own uncertainty: the
  /// textbook's, which small samples make too narrow.
  public func walkBand(deviation: Double, steps: Int, z: Double = 1.644_854) -> ClosedRange<Double>? {
    guard let last = periods.last, deviation >= 0, steps >= 0 else { return nil }
    let reach = z * deviation * Double(steps).squareRoot()
    return last.lag - reach...last.lag + reach
  }
}
