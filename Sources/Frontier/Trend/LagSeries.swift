/// How far the followers were behind, period by period.
public struct LagSeries: Hashable, Sendable {
  /// A period with its mean lag.
  public struct Period: Hashable, Sendable {
    /// Such as `2026H1`.
    public var name: String
    /// The middle of what was seen of it, in months since the origin of the series.
    public var middle: Double
    /// The mean lag in months; negative where the followers lead.
    public var lag: Double
    /// The standard error of measurement in months; 0 where it is not known.
    public var standardError: Double
    /// The share of the period's days that were seen; the present one is seen in part.
    public var seen: Double

    public init(name: String, middle: Double, lag: Double, standardError: Double = 0, seen: Double = 1) {
      self.name = name
      self.middle = middle
      self.lag = lag
      self.standardError = standardError
      self.seen = seen
    }
  }

  /// The day from which months are counted.
  public var origin: Day
  /// Ordered by time.
  public let periods: [Period]

  /// Keeps the periods that have finite numbers, in the order of time.
  public init(origin: Day, periods: [Period]) {
    self.origin = origin
    self.periods = periods.filter { $0.lag.isFinite && $0.middle.isFinite && $0.standardError >= 0 }
      .sorted { $0.middle < $1.middle }
  }

  /// The day that is so many months after the origin.
  public func day(at month: Double) -> Day { Day(number: origin.number + Int((month * Day.perMonth).rounded())) }

  /// The series up to, and without, the period at an index.
  func before(_ index: Int) -> LagSeries { LagSeries(origin: origin, periods: Array(periods.prefix(index))) }

  /// The mean square of the standard errors, which is the variance that a new measurement is expected to have.
  var usualVariance: Double {
    guard !periods.isEmpty else { return 0 }
    return periods.reduce(0) { $0 + $1.standardError * $1.standardError } / Double(periods.count)
  }

  /// The mean of the lags as they stand, in months; nil of an empty series.
  public var meanLag: Double? {
    periods.isEmpty ? nil : periods.reduce(0) { $0 + $1.lag } / Double(periods.count)
  }
}
