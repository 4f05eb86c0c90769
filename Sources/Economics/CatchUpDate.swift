public import Frontier

/// When a follower can be expected to do what a leader's model does: from then on price alone may decide.
public struct CatchUpDate: Hashable, Sendable {
  /// When half of what was released on that day is reached.
  public var day: Day
  /// By the 90 % interval of the lag; the later end is nil where the data give none.
  public var earliest: Day?
  public var latest: Day?
  /// The lag that it rests on.
  public var basis: WorkLag

  /// For a model of the leaders that was released on a day; nil where the source has no lag on such work.
  public init?(
    of released: Day, on work: BenchmarkCategory?, _ pair: FrontierPair = .openBehindClosed, by lags: some LagSource
  ) {
    guard let lag = lags.lag(on: work, pair) else { return nil }
    func after(_ months: Double) -> Day? {
      months.isFinite ? Day(number: released.number + Int((months * Day.perMonth).rounded())) : nil
    }
    guard let day = after(lag.months) else { return nil }
    self.day = day
    earliest = lag.interval.flatMap { after($0.lowerBound) }
    latest = lag.interval.flatMap { after($0.upperBound) }
    basis = lag
  }
}
