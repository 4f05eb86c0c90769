internal import Foundation

/// How well models would have foretold each period from those before it (rolling origin, Tashman 2000).
public struct TrendComparison: Sendable {
  /// A model's out-of-sample scores over the same periods for all models.
  public struct Row: Hashable, Sendable {
    public var model: TrendModel
    /// How many periods were foretold.
    public var periods: Int
    /// The mean log of the probability that was given to the half-month around what came; larger is better.
    public var logScore: Double
    /// The mean continuous ranked probability score in months (Gneiting and Raftery 2007); smaller is better.
    public var crps: Double
    /// The root of the mean squared error in months.
    public var rootMeanSquare: Double
    /// The share of periods inside the 90 % band.
    public var inside90: Double
    /// The model's weight in the average.
    public var weight: Double
  }

  public let rows: [Row]

  /// Scores the models that can foretell every period from index `first` on; by default four periods come before.
  public init(_ series: LagSeries, models: [TrendModel] = TrendModel.allCases, first: Int = 4) {
    var rows: [Row] = []
    for model in models {
      var row = Row(model: model, periods: 0, logScore: 0, crps: 0, rootMeanSquare: 0, inside90: 0, weight: 0)
      for index in series.periods.indices.dropFirst(max(first, 1)) {
        let period = series.periods[index]
        guard let fit = model.fit(series.before(index)) else { continue }
        let probability =
          fit.cumulative(period.lag + 0.25, at: period.middle) - fit.cumulative(period.lag - 0.25, at: period.middle)
        row.periods += 1
        row.logScore += log(max(probability, 1e-6))
        row.crps += Self.crps(fit, period)
        let error = fit.expected(at: period.middle) - period.lag
        row.rootMeanSquare += error * error
        if fit.band(0.9, at: period.middle).contains(period.lag) { row.inside90 += 1 }
      }
      guard row.periods > 0 else { continue }
      let count = Double(row.periods)
      row.logScore /= count
      row.crps /= count
      row.rootMeanSquare = (row.rootMeanSquare / count).squareRoot()
      row.inside90 /= count
      rows.append(row)
    }
    let most = rows.map(\.periods).max() ?? 0
    rows.removeAll { $0.periods < most }
    let best = rows.map { $0.logScore * Double($0.periods) }.max() ?? 0
    let weights = rows.map { exp($0.logScore * Double($0.periods) - best) }
    let total = weights.reduce(0, +)
    self.rows = zip(rows, weights).map { row, weight in
      var row = row
      row.weight = weight / total
      return row
    }
  }

  /// The mean over ninety-nine quantiles of twice the pinball loss, which tends to the score.
  private static func crps(_ fit: TrendFit, _ period: LagSeries.Period) -> Double {
    var sum = 0.0
    for step in 1...99 {
      let share = Double(step) / 100
      let above = period.lag - fit.quantile(share, at: period.middle)
      sum += 2 * (above > 0 ? share * above : (share - 1) * above)
    }
    return sum / 99
  }
}
