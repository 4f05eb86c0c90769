public import Frontier

extension WorldAssumptions {
  /// The same world with the lag's movement as a series shows it: the slope of its line with its 90 % interval, and the
  /// steps of its random walk. Nil where the series is too short for either.
  public func moving(as series: LagSeries, source: String) -> WorldAssumptions? {
    guard let slope = TrendVerdict(series, level: 0.9),
      let walk = TrendModel.randomWalk.fit(series)?.parameters().first(where: { $0.name.hasPrefix("step") })
    else { return nil }
    var world = self
    let basis = "measured on \(series.periods.count) periods: \(source)"
    world.lagTrend = Assumption(
      lagTrend.name, slope.slope, slope.lower...max(slope.lower, slope.upper), unit: lagTrend.unit, source: basis)
    world.lagWander = Assumption(lagWander.name, walk.value, unit: lagWander.unit, source: basis)
    return world
  }
}
