/// A lag that walks: its last level, with a variance that grows with time.
///
/// The variance of the walk per month makes the squared one-step errors of the Kalman filter equal their expectation,
/// and forecasts use Student's t with as many degrees of freedom as there were steps: exact for a pure walk.
struct LevelWalk: Sendable {
  /// The level after the last period, in months.
  let level: Double
  /// The variance of that level.
  let levelVariance: Double
  /// The variance of a month's step.
  let perMonth: Double
  let freedom: Double
  let last: Double
  /// The variance of a new measurement.
  let measurement: Double

  /// With `measured` the standard errors of the periods are noise on top of the walk.
  init?(_ series: LagSeries, measured: Bool) {
    let periods = series.periods
    guard let end = periods.last, periods.count > 2 else { return nil }
    freedom = Double(periods.count - 1)
    last = end.middle
    func error(_ period: LagSeries.Period) -> Double { measured ? period.standardError * period.standardError : 0 }
    func filter(_ perMonth: Double) -> (squares: Double, level: Double, variance: Double) {
      var level = 0.0
      var variance = 0.0
      var squares = 0.0
      var before: Double?
      for period in periods {
        guard let time = before else {
          (level, variance, before) = (period.lag, error(period), period.middle)
          continue
        }
        let predicted = variance + perMonth * max(0, period.middle - time)
        let total = max(predicted + error(period), 1e-12)
        let surprise = period.lag - level
        squares += surprise * surprise / total
        level += predicted / total * surprise
        variance = predicted * (1 - predicted / total)
        before = period.middle
      }
      return (squares, level, variance)
    }
    var low = 0.0
    var high = 1.0
    if filter(0).squares > freedom {
      while filter(high).squares > freedom, high < 1e9 { high *= 2 }
      for _ in 0..<60 where high - low > 1e-10 * high {
        let middle = (low + high) / 2
        if filter(middle).squares > freedom { low = middle } else { high = middle }
      }
    } else {
      high = 0
    }
    perMonth = high
    let filtered = filter(high)
    level = filtered.level
    levelVariance = filtered.variance
    measurement = measured ? series.usualVariance : 0
  }

  /// The standard deviation of the forecast at a month.
  func spread(at month: Double, newPeriod: Bool) -> Double {
    (levelVariance + perMonth * abs(month - last) + (newPeriod ? measurement : 0)).squareRoot()
  }
}
