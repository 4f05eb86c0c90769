internal import Dispatch
internal import Learning
internal import Synchronization

/// The lags of a scenario's futures.
public struct ScenarioOutcome: Sendable {
  /// What futures have at a time. Negative months mean that the followers lead.
  public struct Point: Hashable, Sendable {
    /// Months after the start.
    public var ahead: Double
    public var median: Double
    public var mean: Double
    /// By rising level, 50, 90 and 95 %.
    public var bands: [LagForecast.Band]
    /// The share of futures below the noise floor, and of those in which followers lead.
    public var underFloor: Double
    public var underZero: Double
  }

  public var scenario: Scenario
  public var points: [Point]
  /// How many futures there were.
  public var count: Int

  /// Draws futures on all cores. The same seed gives the same numbers on any number of cores, and a side the same luck
  /// in every scenario.
  public static func run(
    _ scenario: Scenario, world: ScenarioWorld = ScenarioWorld(), ahead: [Double] = [6, 12, 18, 24],
    floor: NoiseFloor = NoiseFloor(), count: Int = 4000, seed: UInt64
  ) -> ScenarioOutcome {
    let horizon = (ahead.max() ?? 0) + 0.001
    let futures = Mutex([[Double]](repeating: [], count: max(0, count)))
    DispatchQueue.concurrentPerform(iterations: max(0, count)) { index in
      var random = SplitMix64(seed: seed, stream: index)
      let path = ScenarioPath(world, effects: scenario.effects, until: horizon, &random)
      let lags = ahead.map { path.lag(at: $0) }
      futures.withLock { $0[index] = lags }
    }
    let all = futures.withLock { $0 }
    let points = ahead.enumerated().map { place, ahead in
      let lags = all.map { $0[place] }
      func share(below months: Double) -> Double { Double(lags.count { $0 < months }) / Double(max(1, lags.count)) }
      return Point(
        ahead: ahead, median: Quantile.of(lags, 0.5) ?? .nan, mean: lags.reduce(0, +) / Double(max(1, lags.count)),
        bands: LagForecast.levels.compactMap { level in
          guard let low = Quantile.of(lags, 0.5 - level / 2), let high = Quantile.of(lags, 0.5 + level / 2) else {
            return nil
          }
          return LagForecast.Band(level: level, lower: low, upper: high)
        }, underFloor: share(below: floor.months), underZero: share(below: 0))
    }
    return ScenarioOutcome(scenario: scenario, points: points, count: count)
  }
}
