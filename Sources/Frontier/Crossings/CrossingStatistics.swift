/// What threshold crossings come to.
public struct CrossingStatistics: Sendable {
  /// Crossings reached by both sides, and benchmarks that have some.
  public var points: Int
  public var benchmarks: Int
  /// Thresholds that the leaders alone have reached: lower bounds, which the mean leaves out.
  public var pending: Int
  /// Thresholds that the followers alone have reached.
  public var ahead: Int
  /// Months, of what both sides reached; pending ones would lengthen it.
  public var mean: Double?
  public var median: Double?
  /// Months by which half are reached when pending ones count for as long as they have waited (Kaplan and Meier 1958).
  public var medianWithPending: Double?
  /// Months of lag that a year adds, by least squares over the days on which the followers got there.
  public var trend: Double?
  public var halfYears: [HalfYear]

  /// The crossings of a half-year.
  public struct HalfYear: Hashable, Sendable {
    public var name: String
    public var points: Int
    /// Months.
    public var mean: Double
    public var median: Double
  }
}

extension ThresholdCrossings {
  /// Their number, means, trend and course.
  public var statistics: CrossingStatistics {
    let sample = Sample(reached, pending: pending, ahead: ahead)
    let halves = Dictionary(grouping: reached) { $0.follower.day.halfYear }
    return CrossingStatistics(
      points: reached.count, benchmarks: Set(reached.map(\.benchmark)).count, pending: pending.count,
      ahead: ahead.count, mean: sample.mean, median: sample.median, medianWithPending: sample.medianWithPending,
      trend: sample.trend,
      halfYears: halves.keys.sorted().compactMap { name in
        let half = Sample(halves[name] ?? [], pending: [], ahead: [])
        guard let mean = half.mean, let median = half.median else { return nil }
        return .init(name: name, points: half.points.count, mean: mean, median: median)
      })
  }

  /// Lags with their days, from which every statistic comes.
  struct Sample {
    /// Months of lag, at months after an arbitrary day.
    var points: [(time: Double, months: Double)] = []
    var pending: [Double] = []
    var ahead: [Double] = []

    init() {}

    init(_ reached: [Crossing], pending: [PendingCrossing], ahead: [PendingCrossing]) {
      points = reached.map { ($0.follower.day.months(since: Day(number: 0)), $0.months) }
      self.pending = pending.map(\.months)
      self.ahead = ahead.map(\.months)
    }

    var mean: Double? { points.isEmpty ? nil : points.reduce(0) { $0 + $1.months } / Double(points.count) }

    var median: Double? { Quantile.of(points.map(\.months), 0.5) }

    /// Where followers alone are ahead, the lag is below every other one, which is all that a median asks.
    var medianWithPending: Double? {
      var rows = points.map { (months: $0.months, isReached: true) }
      rows += pending.map { ($0, false) }
      rows += ahead.map { (-$0, true) }
      rows.sort { ($0.months, $0.isReached ? 0 : 1) < ($1.months, $1.isReached ? 0 : 1) }
      var share = 1.0
      for (index, row) in rows.enumerated() where row.isReached {
        share *= 1 - 1 / Double(rows.count - index)
        if share <= 0.5 { return row.months }
      }
      return nil
    }

    /// Months a year; two points would lie on any line.
    var trend: Double? {
      guard points.count > 2, let mean else { return nil }
      let center = points.reduce(0) { $0 + $1.time } / Double(points.count)
      var squares = 0.0
      var products = 0.0
      for point in points {
        squares += (point.time - center) * (point.time - center)
        products += (point.time - center) * (point.months - mean)
      }
      return squares > 1e-9 ? 12 * products / squares : nil
    }
  }
}
