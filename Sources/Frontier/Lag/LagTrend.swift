internal import Learning

/// Whether the lag falls or rises: the slope of period means, with an interval over draws and over periods.
public struct LagTrend: Hashable, Sendable {
  /// Months by which the lag changes in a year; negative when it shrinks.
  public var monthsPerYear: Double
  public var interval90: ClosedRange<Double>?
  public var interval95: ClosedRange<Double>?
  /// The share of resamples in which the lag shrinks.
  public var shareShrinking: Double
  /// The periods it is over.
  public var periods: [String]

  /// Whether 95 % of the resamples agree on the direction.
  public var isDistinguishable: Bool { interval95.map { !$0.contains(0) } ?? false }
}

extension LagEstimator {
  /// The trend of period means from `start`; nil with fewer than three periods.
  ///
  /// Each resample takes a draw and draws its periods with replacement, since a few periods say little about a trend
  /// however well each is known. Without draws the fit's own means are resampled.
  public func trend(
    _ period: LagPeriod = .halfYear, z: Double, from start: Day, resamples: Int = 4000, seed: UInt64 = 1
  ) -> LagTrend? {
    guard start <= window.upperBound else { return nil }
    let own = path(z: z)
    let parts = period.parts(of: start...window.upperBound).filter { own.mean($0.days) != nil }
    guard parts.count >= 3 else { return nil }
    func means(_ path: LagPath) -> [Double?] { parts.map { path.mean($0.days)?.months } }
    let drawn = sample.draws.isEmpty ? [means(own)] : paths(z: z).map(means)
    let years = parts.indices.map { Double($0 * period.months) / 12 }
    func slope(_ values: [Double?], _ chosen: [Int]) -> Double? {
      Self.slope(chosen.compactMap { index in values[index].map { (years[index], $0) } })
    }
    guard let whole = slope(means(own), Array(parts.indices)) else { return nil }
    var random = SplitMix64(seed: seed)
    let slopes = (0..<resamples).compactMap { number -> Double? in
      let chosen = parts.indices.map { _ in Int.random(in: 0..<parts.count, using: &random) }
      return slope(drawn[number % drawn.count], chosen)
    }
    let estimate = LagEstimate(value: whole, draws: slopes, count: parts.count)
    return LagTrend(
      monthsPerYear: whole, interval90: estimate.interval90, interval95: estimate.interval95,
      shareShrinking: slopes.isEmpty ? 0 : Double(slopes.count { $0 < 0 }) / Double(slopes.count),
      periods: parts.map(\.name))
  }

  /// The slope of a line by least squares; nil when all times are one.
  private static func slope(_ rows: [(time: Double, months: Double)]) -> Double? {
    guard rows.count > 1 else { return nil }
    let time = rows.reduce(0) { $0 + $1.time } / Double(rows.count)
    let months = rows.reduce(0) { $0 + $1.months } / Double(rows.count)
    let squares = rows.reduce(0) { $0 + ($1.time - time) * ($1.time - time) }
    guard squares > 1e-12 else { return nil }
    return rows.reduce(0) { $0 + ($1.time - time) * ($1.months - months) } / squares
  }
}
