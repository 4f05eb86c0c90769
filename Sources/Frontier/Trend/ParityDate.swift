/// When the lag falls to a threshold, where the data support a date at all.
public enum ParityDate: Hashable, Sendable {
  /// A date with the interval that the band of the trend gives.
  public struct Estimate: Hashable, Sendable {
    public var day: Day
    public var interval: ClosedRange<Day>
    public var level: Double
  }

  /// Why no date is given.
  public enum Reason: Hashable, Sendable {
    /// Fewer periods than a date by the model needs.
    case tooShort(periods: Int, needed: Int)
    /// The model has no trend that could reach anything.
    case noTrend
    /// The fitted trend does not fall to the threshold within the horizon, in months.
    case neverCrosses(horizon: Double)
    /// The interval of the trend has both falling below and staying above; the slope's interval in months per year.
    case notDistinguishable(slope: ClosedRange<Double>)
    /// The interval is longer than a reader could use, in months.
    case tooWide(months: Double, widest: Double)
    /// The lag is at or under the threshold already, with the present value of the trend.
    case alreadyUnder(lag: Double)
  }

  case date(Estimate)
  case noBasis(Reason)

  /// Asks a model for the date at which the lag falls to `threshold` months.
  ///
  /// - Parameters:
  ///   - horizon: how many months after the last period are looked at.
  ///   - widest: an interval of more months than these is no date.
  public static func of(
    _ series: LagSeries, threshold: Double = NoiseFloor().months, model: TrendModel = .linear, level: Double = 0.95,
    horizon: Double = 120, widest: Double = 36
  ) -> ParityDate {
    guard model.hasTrend else { return .noBasis(.noTrend) }
    let tooShort = ParityDate.noBasis(.tooShort(periods: series.periods.count, needed: fewest(model)))
    guard series.periods.count >= fewest(model) else { return tooShort }
    guard let fit = model.fit(series), let last = series.periods.last,
      let dates = ThresholdDates(fit, threshold: threshold, level: level, horizon: horizon),
      let verdict = TrendVerdict(series, level: level)
    else { return tooShort }
    let present = fit.expected(at: last.middle)
    if present <= threshold, dates.estimate == nil { return .noBasis(.alreadyUnder(lag: present)) }
    guard let estimate = dates.estimate else { return .noBasis(.neverCrosses(horizon: horizon)) }
    guard dates.isBounded, let earliest = dates.earliest, let latest = dates.latest else {
      return .noBasis(.notDistinguishable(slope: verdict.lower...verdict.upper))
    }
    guard latest - earliest <= widest else {
      return .noBasis(.tooWide(months: latest - earliest, widest: widest))
    }
    let interval = series.day(at: earliest)...series.day(at: latest)
    return .date(Estimate(day: series.day(at: estimate), interval: interval, level: level))
  }

  /// Periods from which on a date that is given can be relied on. The intervals cover with fewer too, but where few of
  /// many series give a date at all, those that do are the lucky ones: in the coverage study, dates given by a decay
  /// from six or eight periods were right in 35 to 90 %, from twelve in 86 to 96 %, by a line from six in 91 to 95 %.
  static func fewest(_ model: TrendModel) -> Int { model == .decay ? 12 : 6 }

  /// The finding in a sentence.
  public var sentence: String {
    switch self {
    case .date(let date):
      "\(date.day) (\((100 * date.level).rounded(toPlaces: 0)) % interval \(date.interval.lowerBound) to "
        + "\(date.interval.upperBound)), if the trend goes on."
    case .noBasis(let reason): "No basis for a date: \(reason.sentence)"
    }
  }
}

extension ParityDate.Reason {
  /// The reason in a sentence.
  public var sentence: String {
    switch self {
    case .tooShort(let periods, let needed): "\(periods) periods are too few; this model needs \(needed)."
    case .noTrend: "this model has no trend."
    case .neverCrosses(let horizon):
      "the fitted trend does not get there within \(horizon.rounded(toPlaces: 0)) months."
    case .notDistinguishable(let slope):
      "the data do not exclude that it never gets there (a line's slope is \(slope.lowerBound.rounded(toPlaces: 1)) to "
        + "\(slope.upperBound.rounded(toPlaces: 1)) months a year)."
    case .tooWide(let months, let widest):
      "the interval is \(months.rounded(toPlaces: 0)) months long, more than \(widest.rounded(toPlaces: 0))."
    case .alreadyUnder(let lag): "the lag is at or under the threshold already (\(lag.rounded(toPlaces: 1)) months)."
    }
  }
}
