/// A number of a fitted trend with its interval.
public struct TrendParameter: Hashable, Sendable {
  public var name: String
  public var value: Double
  /// Infinite where the data set no bound, nil where no interval is computed.
  public var lower: Double?
  public var upper: Double?
}

/// A model of a lag, fitted to a series.
public struct TrendFit: Sendable {
  enum Engine: Sendable {
    case regression(ProfiledRegression)
    case walk(LevelWalk)
  }

  public let model: TrendModel
  let engine: Engine

  /// The expected lag in months at a month since the origin of the series.
  public func expected(at month: Double) -> Double {
    switch engine {
    case .regression(let fit): fit.fitted(month)
    case .walk(let walk): walk.level
    }
  }

  /// A quantile of the lag at a month: of a new period as it will be measured, or else of the trend alone.
  public func quantile(_ probability: Double, at month: Double, newPeriod: Bool = true) -> Double {
    switch engine {
    case .regression(let fit): return fit.quantile(probability, at: month, newPeriod: newPeriod)
    case .walk(let walk):
      let t = StudentT(freedom: walk.freedom).quantile(probability)
      return walk.level + t * walk.spread(at: month, newPeriod: newPeriod)
    }
  }

  /// The probability of a lag of no more than so many months.
  public func cumulative(_ lag: Double, at month: Double, newPeriod: Bool = true) -> Double {
    switch engine {
    case .regression(let fit): return fit.cumulative(lag, at: month, newPeriod: newPeriod)
    case .walk(let walk):
      let spread = walk.spread(at: month, newPeriod: newPeriod)
      guard spread > 0 else { return lag < walk.level ? 0 : lag > walk.level ? 1 : 0.5 }
      return StudentT(freedom: walk.freedom).cumulative((lag - walk.level) / spread)
    }
  }

  /// The two-sided band of a level at a month.
  public func band(_ level: Double, at month: Double, newPeriod: Bool = true) -> ClosedRange<Double> {
    let low = quantile(0.5 - level / 2, at: month, newPeriod: newPeriod)
    return low...max(low, quantile(0.5 + level / 2, at: month, newPeriod: newPeriod))
  }

  /// What was estimated, with intervals.
  public func parameters(level: Double = 0.95) -> [TrendParameter] {
    switch engine {
    case .walk(let walk):
      let steps = StudentT(freedom: walk.freedom).reach(level) * walk.levelVariance.squareRoot()
      return [
        TrendParameter(name: "level, months", value: walk.level, lower: walk.level - steps, upper: walk.level + steps),
        TrendParameter(
          name: "step per half-year, months", value: (6 * walk.perMonth).squareRoot(), lower: nil, upper: nil),
      ]
    case .regression(let fit):
      let middle = fit.start
      let band = band(level, at: middle, newPeriod: false)
      let start = TrendParameter(
        name: model == .constant ? "level, months" : "at the start, months", value: fit.fitted(middle),
        lower: band.lowerBound, upper: band.upperBound)
      let scatter = TrendParameter(name: "scatter, months", value: fit.scatter, lower: nil, upper: nil)
      switch model {
      case .linear:
        let slope = fit.slope
        let reach = StudentT(freedom: fit.freedom).reach(level) * slope.standardError
        return [
          start,
          TrendParameter(
            name: "slope, months per year", value: 12 * slope.value, lower: 12 * (slope.value - reach),
            upper: 12 * (slope.value + reach)), scatter,
        ]
      case .decay: return [start] + [fit.floor(level: level)].compactMap { $0 } + [fit.halfLife(level: level), scatter]
      default: return [start, scatter]
      }
    }
  }
}
