/// The lag below which two frontiers cannot be told apart by the index.
public struct NoiseFloor: Hashable, Sendable {
  /// The standard error of the difference between the two best models, in points.
  public var differenceError: Double
  /// The leaders' speed, in points per month.
  public var speed: Double
  /// How many standard errors make a difference.
  public var z: Double

  /// Without arguments, what the index of August 2026 gives for open behind closed at 95 %: 1.8 months.
  public init(differenceError: Double = 1.175, speed: Double = 1.261, z: Double = 1.959_964) {
    self.differenceError = differenceError
    self.speed = speed
    self.z = z
  }

  /// The floor in months; infinite where the leaders stand still.
  public var months: Double { speed > 0 ? z * differenceError / speed : .infinity }
}

extension NoiseFloor {
  /// From fitted results: the error of the two sides' best at the end of the window, and the slope of the leaders' records in
  /// the `months` before it. Nil without draws, or where the leaders did not move.
  public init?(_ estimator: LagEstimator, months: Double = 30, z: Double = 1.959_964) {
    let frontier = estimator.frontier
    let end = estimator.window.upperBound
    guard let leader = frontier.leaders.last, let follower = frontier.followers.last else { return nil }
    let error = estimator.sample.errors(leader.model, follower.model)
    let records = frontier.leaders.filter { end.months(since: $0.day) <= months }
    guard error > 0, records.count > 2 else { return nil }
    let times = records.map { $0.day.months(since: end) }
    let middle = times.reduce(0, +) / Double(times.count)
    let level = records.reduce(0) { $0 + $1.points } / Double(records.count)
    let squares = times.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
    let products = zip(times, records).reduce(0) { $0 + ($1.0 - middle) * ($1.1.points - level) }
    guard squares > 0, products > 0 else { return nil }
    self.init(differenceError: error, speed: products / squares, z: z)
  }
}
