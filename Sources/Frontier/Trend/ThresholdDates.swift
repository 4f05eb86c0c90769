/// When a trend is at a threshold: all months at which the band of the trend contains it.
///
/// For a straight line this is Fieller's interval (1954), which has the level's coverage exactly and may be unbounded:
/// then the data do not say when.
public struct ThresholdDates: Hashable, Sendable {
  /// Months since the origin at which the fitted trend first is at the threshold; nil if it does not get there.
  public var estimate: Double?
  /// The first month at which the band contains the threshold; nil if it never does.
  public var earliest: Double?
  /// The last one; nil if there is none before the horizon.
  public var latest: Double?
  /// Whether trends that the data do not exclude stay above the threshold for ever.
  public var includesNever: Bool
  /// Whether the band in the limit of infinite time contains the threshold.
  public var includesInfinity: Bool

  /// Looks from the first period to `horizon` months after the last one. Nil for a model without a trend.
  init?(_ fit: TrendFit, threshold: Double, level: Double, horizon: Double) {
    guard case .regression(let regression) = fit.engine, fit.model.hasTrend else { return nil }
    let reach = StudentT(freedom: regression.freedom).reach(level)
    let end = regression.start + regression.span + horizon
    let step = 1.0
    func contains(_ month: Double) -> Bool { regression.distance(threshold, at: month) <= reach }
    /// The border between two months of which one is inside.
    func border(_ outside: Double, _ inside: Double) -> Double {
      var (outside, inside) = (outside, inside)
      for _ in 0..<20 {
        let middle = (outside + inside) / 2
        if contains(middle) { inside = middle } else { outside = middle }
      }
      return inside
    }
    var month = regression.start
    var wasAbove = false
    while month <= end {
      if contains(month) {
        if earliest == nil { earliest = month == regression.start ? month : border(month - step, month) }
        latest = month
      }
      let isAbove = regression.fitted(month) > threshold
      if wasAbove, !isAbove, estimate == nil {
        let before = regression.fitted(month - step)
        let fall = before - regression.fitted(month)
        estimate = month - step + (fall > 0 ? step * (before - threshold) / fall : 0)
      }
      wasAbove = isAbove
      month += step
    }
    if let last = latest { latest = last + step > end ? nil : border(last + step, last) }
    let forever = regression.start + 1e7 * max(1, regression.span)
    includesInfinity = contains(forever)
    includesNever = regression.quantile(0.5 + level / 2, at: forever, newPeriod: false) >= threshold
  }

  /// Whether a month lies between the earliest and the latest one.
  func covers(_ month: Double) -> Bool {
    guard let earliest, month >= earliest else { return false }
    return latest.map { month <= $0 } ?? true
  }

  /// Whether the interval has two ends and says that the threshold is reached.
  var isBounded: Bool { estimate != nil && earliest != nil && latest != nil && !includesNever }
}
