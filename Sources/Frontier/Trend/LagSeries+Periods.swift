extension LagSeries {
  /// Takes mean lags of periods with their errors; the days of `window` outside them do not count.
  ///
  /// The standard error is that of a normal distribution with the same 90 % interval, since a few wild draws would make
  /// that of the draws themselves meaningless.
  public init(_ lags: [PeriodLag], window: ClosedRange<Day>) {
    let origin = window.lowerBound
    self.init(
      origin: origin,
      periods: lags.compactMap { lag in
        guard let value = lag.lag.value else { return nil }
        let days = lag.period.days.clamped(to: window)
        let width = lag.lag.interval90.map { $0.upperBound - $0.lowerBound } ?? 0
        let middle = (days.lowerBound.months(since: origin) + days.upperBound.months(since: origin)) / 2
        let whole = lag.period.days.upperBound.number - lag.period.days.lowerBound.number + 1
        return Period(
          name: lag.period.name, middle: middle, lag: value, standardError: width / (2 * 1.644_854),
          seen: Double(lag.lag.count) / Double(whole))
      })
  }

  /// The series from its longest lag on. A trend from there is a fall by choice of its start, unless the fall goes on.
  public var fromPeak: LagSeries {
    let peak = periods.indices.max { periods[$0].lag < periods[$1].lag } ?? 0
    return LagSeries(origin: origin, periods: Array(periods.dropFirst(peak)))
  }

  /// The same without periods of which a smaller share was seen.
  public func without(seenBelow share: Double) -> LagSeries {
    LagSeries(origin: origin, periods: periods.filter { $0.seen >= share })
  }
}
