/// A threshold of a benchmark, with who reached it first on each side.
public struct Crossing: Hashable, Sendable {
  /// The first model of a side to reach it; models by their number in the data.
  public struct First: Hashable, Sendable {
    public var model: Int
    public var day: Day

    public init(model: Int, day: Day) {
      self.model = model
      self.day = day
    }
  }

  /// The benchmark, by its number in the data.
  public var benchmark: Int
  public var threshold: Double
  public var leader: First
  public var follower: First

  public init(benchmark: Int, threshold: Double, leader: First, follower: First) {
    self.benchmark = benchmark
    self.threshold = threshold
    self.leader = leader
    self.follower = follower
  }

  /// Months by which the followers came later; negative where they came first.
  public var months: Double { follower.day.months(since: leader.day) }
}

/// A threshold that one side has reached and the other not by the end of the window.
public struct PendingCrossing: Hashable, Sendable {
  public var benchmark: Int
  public var threshold: Double
  /// Who has reached it.
  public var first: Crossing.First
  /// Months from then to the end of the window: the least that the lag comes to.
  public var months: Double

  public init(benchmark: Int, threshold: Double, first: Crossing.First, months: Double) {
    self.benchmark = benchmark
    self.threshold = threshold
    self.first = first
    self.months = months
  }
}
