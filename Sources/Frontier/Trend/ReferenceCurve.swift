internal import Foundation

/// A curve of the lag that somebody proposed, to be held against the data.
public struct ReferenceCurve: Hashable, Sendable {
  public var name: String
  /// What it is and is not.
  public var label: String
  /// The day on which it begins.
  public var start: Day
  /// The lag on that day, in months.
  public var initial: Double
  /// Months in which it halves.
  public var halfLife: Double

  public init(name: String, label: String, start: Day, initial: Double, halfLife: Double) {
    self.name = name
    self.label = label
    self.start = start
    self.initial = initial
    self.halfLife = halfLife
  }

  /// Twelve months in the middle of the first half of 2024, six a year later, three two years later.
  public static let essay = ReferenceCurve(
    name: "12, 6, 3", label: "An essay's extrapolation, not a fit: it merges measurements with different rules.",
    start: Day(year: 2024, month: 4, day: 1), initial: 12, halfLife: 12)

  /// The lag on the curve, in months.
  public func lag(on day: Day) -> Double { initial * exp2(-day.months(since: start) / halfLife) }
}

/// How far a series lies from a proposed curve, from its own mean and from its own line.
public struct CurveFit: Hashable, Sendable {
  /// Roots of mean squared distances in months. The line has two fitted numbers, the constant one, the curve none.
  public var curve: Double
  public var constant: Double
  public var line: Double
  public var periods: Int

  /// Nil of fewer than three periods. Counts each period alike.
  public init?(_ series: LagSeries, curve reference: ReferenceCurve = .essay) {
    let plain = LagSeries(
      origin: series.origin,
      periods: series.periods.map { LagSeries.Period(name: $0.name, middle: $0.middle, lag: $0.lag) })
    guard let constant = TrendModel.constant.fit(plain), let line = TrendModel.linear.fit(plain) else { return nil }
    func distance(_ lag: (Double) -> Double) -> Double {
      let squares = plain.periods.reduce(0) { $0 + ($1.lag - lag($1.middle)) * ($1.lag - lag($1.middle)) }
      return (squares / Double(plain.periods.count)).squareRoot()
    }
    periods = plain.periods.count
    curve = distance { month in
      reference.initial
        * exp2(-(month - reference.start.months(since: series.origin)) / reference.halfLife)
    }
    self.constant = distance { constant.expected(at: $0) }
    self.line = distance { line.expected(at: $0) }
  }
}
