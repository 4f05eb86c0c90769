internal import Foundation

/// A lag in the future with bands that have the uncertainty of parameters, process and measurement.
public struct LagForecast: Sendable {
  /// A two-sided band in months.
  public struct Band: Hashable, Sendable {
    public var level: Double
    public var lower: Double
    public var upper: Double
  }

  /// What is foretold for a time. Negative months mean that the followers lead.
  public struct Point: Hashable, Sendable {
    /// Months after the last period's middle.
    public var ahead: Double
    public var day: Day
    public var median: Double
    /// By rising level.
    public var bands: [Band]
    /// The probability of a lag below the noise floor.
    public var underFloor: Double
    /// The probability that the followers lead.
    public var underZero: Double
  }

  /// The model's name, or what is averaged.
  public var name: String
  public var points: [Point]
  /// The noise floor in months.
  public var floor: Double

  /// The levels of the bands.
  public static let levels = [0.5, 0.9, 0.95]

  /// Forecasts of one model; nil where it cannot be fitted.
  public init?(
    _ series: LagSeries, model: TrendModel, ahead: [Double] = [6, 12, 18, 24], floor: NoiseFloor = NoiseFloor()
  ) {
    guard let fit = model.fit(series), let last = series.periods.last else { return nil }
    self.init(
      name: model.name, series: series, months: ahead.map { ($0, last.middle + $0) }, floor: floor.months,
      quantile: { fit.quantile($0, at: $1) }, cumulative: { fit.cumulative($0, at: $1) })
  }

  /// The mixture of models, weighted by how well they foretold the past (pseudo-BMA, Yao and others 2018). With few
  /// periods the weights stay near equal, as they should (Stock and Watson 2004). Nil where no model can be scored.
  public init?(
    averaging comparison: TrendComparison, _ series: LagSeries, ahead: [Double] = [6, 12, 18, 24],
    floor: NoiseFloor = NoiseFloor()
  ) {
    let fits = comparison.rows.compactMap { row in row.model.fit(series).map { (fit: $0, weight: row.weight) } }
    guard !fits.isEmpty, let last = series.periods.last else { return nil }
    func cumulative(_ lag: Double, _ month: Double) -> Double {
      fits.reduce(0) { $0 + $1.weight * $1.fit.cumulative(lag, at: month) }
    }
    func quantile(_ share: Double, _ month: Double) -> Double {
      let ends = fits.map { $0.fit.quantile(share, at: month) }
      var low = ends.min() ?? 0
      var high = ends.max() ?? 0
      for _ in 0..<50 where high - low > 1e-6 {
        let middle = (low + high) / 2
        if cumulative(middle, month) < share { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }
    self.init(
      name: "average of models", series: series, months: ahead.map { ($0, last.middle + $0) }, floor: floor.months,
      quantile: quantile, cumulative: cumulative)
  }

  private init(
    name: String, series: LagSeries, months: [(ahead: Double, month: Double)], floor: Double,
    quantile: (Double, Double) -> Double, cumulative: (Double, Double) -> Double
  ) {
    self.name = name
    self.floor = floor
    points = months.map { ahead, month in
      Point(
        ahead: ahead, day: series.day(at: month), median: quantile(0.5, month),
        bands: Self.levels.map {
          Band(level: $0, lower: quantile(0.5 - $0 / 2, month), upper: quantile(0.5 + $0 / 2, month))
        }, underFloor: cumulative(floor, month), underZero: cumulative(0, month))
    }
  }
}
