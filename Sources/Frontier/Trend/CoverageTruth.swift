internal import Foundation
internal import Learning

/// A known lag and noise, from which series and frontiers are made to try interval methods on.
public struct CoverageTruth: Hashable, Sendable {
  /// How the true lag moves.
  public enum Shape: String, Hashable, Codable, Sendable, CaseIterable {
    /// Three months at all times.
    case constant
    /// From twelve months by three a year, so that followers come to lead.
    case line
    /// From twelve months to a floor of three, halving the distance every year.
    case decay
  }

  /// How uncertain what is seen of it is.
  public struct Noise: Hashable, Sendable {
    public var name: String
    /// The standard deviation in months of a period's lag about the trend.
    public var process: Double
    /// The median standard error of a period's measurement, in months.
    public var measurement: Double
    /// The standard deviation in points of a model's capability about its side's line.
    public var points: Double

    public init(name: String, process: Double, measurement: Double, points: Double) {
      self.name = name
      self.process = process
      self.measurement = measurement
      self.points = points
    }

    /// A third of the data's, two thirds, and as in the data: half-years lie 2.3 to 2.6 months about a trend,
    /// records 2.0 to 2.6 points.
    public static let all = [
      Noise(name: "small", process: 0.7, measurement: 0.4, points: 0.8),
      Noise(name: "middle", process: 1.4, measurement: 0.8, points: 1.6),
      Noise(name: "as in the data", process: 2.2, measurement: 1.0, points: 2.4),
    ]
  }

  public var shape: Shape
  public var noise: Noise

  public init(shape: Shape, noise: Noise) {
    self.shape = shape
    self.noise = noise
  }

  /// The true lag so many months after the first period.
  func lag(at month: Double) -> Double {
    switch shape {
    case .constant: 3
    case .line: 12 - month / 4
    case .decay: 3 + 9 * exp2(-month / 12)
    }
  }

  /// The lag whose date is asked for: the noise floor, which a constant truth never has; for the decay more than its
  /// own floor.
  var threshold: Double { shape == .decay ? 4.5 : NoiseFloor().months }

  /// When the true lag is at the threshold; nil for never.
  var date: Double? {
    switch shape {
    case .constant: nil
    case .line: 4 * (12 - threshold)
    case .decay: 12 * log2(9 / (threshold - 3))
    }
  }

  /// How uneven standard errors are: the standard deviation of their logarithm in the data.
  private static let unevenness = 0.9

  /// A standard error of measurement as they come.
  private func error(_ random: inout SplitMix64) -> Double {
    min(4 * noise.measurement, noise.measurement * exp(Self.unevenness * Gaussian.draw(&random)))
  }

  /// A period's lag as it would be measured, with its standard error.
  func measured(at month: Double, _ random: inout SplitMix64) -> (lag: Double, error: Double) {
    let error = error(&random)
    let lag = lag(at: month) + noise.process * Gaussian.draw(&random) + error * Gaussian.draw(&random)
    return (lag, error)
  }

  /// A series of half-years.
  func series(periods: Int, _ random: inout SplitMix64) -> LagSeries {
    LagSeries(
      origin: Day(number: 0),
      periods: (0..<periods).map { index in
        let measured = measured(at: 6 * Double(index), &random)
        return LagSeries.Period(
          name: "\(index)", middle: 6 * Double(index), lag: measured.lag, standardError: measured.error)
      })
  }

  /// Releases of two frontiers over so many half-years, as many a month as there were records, with the leaders at 1.26
  /// points a month and the followers the lag behind. With `recordsOnly` those that did not beat their side are dropped.
  func frontiers(
    periods: Int, recordsOnly: Bool, _ random: inout SplitMix64
  ) -> (leaders: [FrontierLines.Release], followers: [FrontierLines.Release]) {
    func side(_ rate: Double, _ lag: (Double) -> Double) -> [FrontierLines.Release] {
      var month = 0.0
      var releases: [FrontierLines.Release] = []
      var best = -Double.infinity
      while true {
        month += Gaussian.exponential(mean: 1 / rate, &random)
        guard month < 6 * Double(periods) else { return releases }
        let points = 1.261 * (month - lag(month)) + noise.points * Gaussian.draw(&random)
        if !recordsOnly || points > best { releases.append(FrontierLines.Release(month: month, points: points)) }
        best = max(best, points)
      }
    }
    return (side(0.52) { _ in 0 }, side(0.58) { lag(at: $0) })
  }
}
