internal import Foundation

/// Least squares of a lag on time, with intervals by inverting a test.
///
/// A period's variance is that of its measurement plus that of the process, which is unknown; the latter makes the
/// weighted squares equal their expectation (Paule and Mandel 1982). In the weights it counts as no less than the mean
/// square of the standard errors, because weights that follow few residuals too closely make intervals too short. The residuals scale the whole, and
/// Student's t is used (Hartung and Knapp 2001): exact where the standard errors are equal and the model is linear.
/// The half-life of the decay is profiled on a grid: a value belongs to an interval if for any half-life the squares
/// under it exceed the least ones by no more than the threshold (Bates and Watts 1988, section 6.1).
struct ProfiledRegression: Sendable {
  /// The straight line, constant or decay of one half-life, fitted.
  struct Branch: Sendable {
    /// In months; infinite for a straight line.
    var halfLife: Double
    /// The weighted mean of the shape and of the lag, the slope on the shape, and what gives their variances.
    var center: Double
    var mean: Double
    var slope: Double
    var sumOfWeights: Double
    var sumOfSquares: Double
    /// The weighted sum of squared residuals.
    var residual: Double

    /// The fitted lag where the shape has a value, with its variance relative to the scale.
    func fitted(_ shape: Double) -> (lag: Double, variance: Double) {
      let away = shape - center
      return (
        mean + slope * away, 1 / sumOfWeights + (sumOfSquares > 0 ? away * away / sumOfSquares : 0)
      )
    }
  }

  let branches: [Branch]
  let best: Branch
  let freedom: Double
  /// The weighted mean square of the residuals.
  let scale: Double
  /// The variance of a new period's lag about the trend relative to the scale, with the usual error of measurement.
  let newVariance: Double
  /// The standard deviation of periods about the trend, in months.
  let scatter: Double
  let start: Double
  let span: Double
  let isConstant: Bool

  init?(_ series: LagSeries, model: TrendModel) {
    let periods = series.periods
    guard let first = periods.first, let last = periods.last, periods.count > model.parameters else { return nil }
    start = first.middle
    span = last.middle - first.middle
    guard model == .constant || span > 0 else { return nil }
    freedom = Double(periods.count - model.parameters)
    isConstant = model == .constant
    let spacing = span / Double(max(1, periods.count - 1))
    let halfLives = model == .decay ? Self.halfLives(from: spacing / 2, to: 20 * span) + [.infinity] : [.infinity]
    let length = span
    let origin = start
    let constant = isConstant
    let shapes = halfLives.map { halfLife in
      periods.map { constant ? 0 : Self.shape($0.middle - origin, halfLife: halfLife, span: length) }
    }
    func fits(_ variance: Double) -> [Branch] {
      let weights = periods.map { 1 / (variance + $0.standardError * $0.standardError) }
      return zip(halfLives, shapes).map { Self.branch($0, $1, periods.map(\.lag), weights) }
    }
    let variance = Self.processVariance(atLeast: series.usualVariance, freedom: freedom) { variance in
      fits(variance).reduce(.infinity) { min($0, $1.residual) }
    }
    branches = fits(variance)
    guard let best = branches.min(by: { $0.residual < $1.residual }) else { return nil }
    self.best = best
    scale = max(0, best.residual) / freedom
    newVariance = variance + series.usualVariance
    scatter = (scale * newVariance).squareRoot()
  }

  /// Forty half-lives in equal ratios.
  private static func halfLives(from low: Double, to high: Double) -> [Double] {
    (0..<40).map { low * pow(high / low, Double($0) / 39) }
  }

  /// Goes from 0 at the start to 1 at the end of the span, by a half-life, so that long ones tend to a line.
  static func shape(_ months: Double, halfLife: Double, span: Double) -> Double {
    guard halfLife.isFinite else { return months / span }
    return expm1(-months / halfLife * M_LN2) / expm1(-span / halfLife * M_LN2)
  }

  private static func branch(_ halfLife: Double, _ shape: [Double], _ lags: [Double], _ weights: [Double]) -> Branch {
    var sums = (weight: 0.0, shape: 0.0, lag: 0.0)
    for (weight, (shape, lag)) in zip(weights, zip(shape, lags)) {
      sums = (sums.weight + weight, sums.shape + weight * shape, sums.lag + weight * lag)
    }
    let center = sums.shape / sums.weight
    let mean = sums.lag / sums.weight
    var squares = (shape: 0.0, both: 0.0)
    for (weight, (shape, lag)) in zip(weights, zip(shape, lags)) {
      squares.shape += weight * (shape - center) * (shape - center)
      squares.both += weight * (shape - center) * (lag - mean)
    }
    let slope = squares.shape > 0 ? squares.both / squares.shape : 0
    var residual = 0.0
    for (weight, (shape, lag)) in zip(weights, zip(shape, lags)) {
      let left = lag - mean - slope * (shape - center)
      residual += weight * left * left
    }
    return Branch(
      halfLife: halfLife, center: center, mean: mean, slope: slope, sumOfWeights: sums.weight,
      sumOfSquares: squares.shape, residual: residual)
  }

  /// The variance of the process that makes the weighted squares as large as they should be, but no less than a floor;
  /// 1 where there are no standard errors, as only ratios of weights count then.
  private static func processVariance(
    atLeast floor: Double, freedom: Double, residual: (Double) -> Double
  ) -> Double {
    guard floor > 0 else { return 1 }
    guard residual(floor) > freedom else { return floor }
    var low = floor
    var high = floor * 2
    while residual(high) > freedom, high < 1e12 * floor { high *= 2 }
    for _ in 0..<40 where high - low > 1e-6 * high {
      let middle = (low + high) / 2
      if residual(middle) > freedom { low = middle } else { high = middle }
    }
    return high
  }
}
