internal import Foundation

extension ProfiledRegression {
  /// The shape of a branch at a month since the origin of the series.
  private func shape(_ month: Double, _ branch: Branch) -> Double {
    isConstant ? 0 : Self.shape(month - start, halfLife: branch.halfLife, span: span)
  }

  /// The fitted lag at a month.
  func fitted(_ month: Double) -> Double { best.fitted(shape(month, best)).lag }

  /// A quantile of the trend at a month, or of a new period's lag there.
  func quantile(_ probability: Double, at month: Double, newPeriod: Bool) -> Double {
    let t = StudentT(freedom: freedom).quantile(probability)
    let limit = best.residual + scale * t * t
    var end = fitted(month)
    for branch in branches where branch.residual <= limit {
      let (lag, variance) = branch.fitted(shape(month, branch))
      let reach = ((variance + (newPeriod ? newVariance : 0)) * (limit - branch.residual)).squareRoot()
      end = probability < 0.5 ? min(end, lag - reach) : max(end, lag + reach)
    }
    return end
  }

  /// The smallest |t| at which the value belongs to the interval of the trend, or of a new period's lag, at a month.
  func distance(_ value: Double, at month: Double, newPeriod: Bool = false) -> Double {
    var least = Double.infinity
    for branch in branches {
      let (lag, variance) = branch.fitted(shape(month, branch))
      let away = (value - lag) * (value - lag) / (variance + (newPeriod ? newVariance : 0))
      least = min(least, branch.residual + away)
    }
    let excess = max(0, least - best.residual)
    return scale > 0 ? (excess / scale).squareRoot() : (excess > 1e-12 ? .infinity : 0)
  }

  /// The probability that the lag at a month is no more than a value, which agrees with the quantiles.
  func cumulative(_ value: Double, at month: Double, newPeriod: Bool) -> Double {
    let middle = fitted(month)
    guard value != middle else { return 0.5 }
    let isLower = value < middle
    var least = Double.infinity
    for branch in branches {
      let (lag, variance) = branch.fitted(shape(month, branch))
      let beyond = isLower ? max(0, lag - value) : max(0, value - lag)
      least = min(least, branch.residual + beyond * beyond / (variance + (newPeriod ? newVariance : 0)))
    }
    let excess = max(0, least - best.residual)
    guard scale > 0 else { return isLower ? 0 : 1 }
    let t = (excess / scale).squareRoot()
    return StudentT(freedom: freedom).cumulative(isLower ? -t : t)
  }

  /// The change of the lag in months per month over the whole span, with its standard error.
  var slope: (value: Double, standardError: Double) {
    guard span > 0, best.sumOfSquares > 0 else { return (0, 0) }
    return (best.slope / span, (scale / best.sumOfSquares).squareRoot() / span)
  }

  /// The level to which a branch tends in the long run; nil for a line.
  private func floor(_ branch: Branch) -> (lag: Double, variance: Double)? {
    guard branch.halfLife.isFinite else { return nil }
    return branch.fitted(-1 / expm1(-span / branch.halfLife * M_LN2))
  }

  /// The level to which the lag tends, with an interval whose ends are infinite where a line is not excluded.
  func floor(level: Double) -> TrendParameter? {
    guard let value = floor(best)?.lag else { return nil }
    let t = StudentT(freedom: freedom).reach(level)
    let limit = best.residual + scale * t * t
    var interval = (low: value, high: value)
    for branch in branches where branch.residual <= limit {
      guard let (lag, variance) = floor(branch) else {
        interval = (-.infinity, .infinity)
        continue
      }
      let reach = (variance * (limit - branch.residual)).squareRoot()
      interval = (min(interval.low, lag - reach), max(interval.high, lag + reach))
    }
    return TrendParameter(name: "floor, months", value: value, lower: interval.low, upper: interval.high)
  }

  /// The half-lives in months that the data do not exclude.
  func halfLife(level: Double) -> TrendParameter {
    let t = StudentT(freedom: freedom).reach(level)
    let kept = branches.filter { $0.residual <= best.residual + scale * t * t }.map(\.halfLife)
    return TrendParameter(
      name: "half-life, months", value: best.halfLife, lower: kept.min() ?? best.halfLife,
      upper: kept.max() ?? best.halfLife)
  }
}
