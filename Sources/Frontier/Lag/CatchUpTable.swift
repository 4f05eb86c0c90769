/// How long each record of the leaders stood, and what reached it.
public struct CatchUpTable: Sendable {
  /// A record of the leaders.
  public struct Row: Hashable, Sendable {
    public var leader: FrontierModel
    public var points: Double
    /// The first follower that was as good; nil while the record stands.
    public var reachedBy: FrontierModel?
    /// Months until then; while it stands there is no value but a lower bound. The interval is over the draws in which it
    /// was reached, and `shareWithoutValue` is the share in which it still stands.
    public var time: LagEstimate
    /// The first follower that was not significantly worse; nil if there is none.
    public var matchedBy: FrontierModel?
    /// Months until then, or the time without one so far. A model that is known badly is soon not significantly worse.
    public var matchTime: LagEstimate
  }

  public var rows: [Row]
  /// The number of standard errors within which a follower is not significantly worse.
  public var z: Double
  /// Half of the records are reached within this time, those that stand taken as lower bounds; months.
  public var median: LagEstimate
  /// Its interval by the chance of which records there were (Brookmeyer and Crowley 1982), at 90 %; no upper end if the
  /// data have none.
  public var medianLow: Double?
  public var medianHigh: Double?
}

extension LagEstimator {
  /// The table of the window's records.
  public func catchUpTable(z: Double = 1.96) -> CatchUpTable {
    let interval = KaplanMeier(frontier.catchUps).interval(z: 1.6449)
    let rows = frontier.leaders.filter { window.contains($0.day) }
      .map { leader in
        let reached = first(leader.model, sample.points, z: 0)
        let matched = first(leader.model, sample.points, z: z)
        return CatchUpTable.Row(
          leader: sample.models[leader.model], points: leader.points,
          reachedBy: reached.map { sample.models[$0] }, time: time(leader.model, reached, z: 0),
          matchedBy: matched.map { sample.models[$0] }, matchTime: time(leader.model, matched, z: z))
      }
    return CatchUpTable(
      rows: rows, z: z, median: estimate(.catchUpMedian), medianLow: interval?.low, medianHigh: interval?.high)
  }

  private func first(_ leader: Int, _ points: [Double], z: Double) -> Int? {
    roster.followers.first { follower in
      let margin = z == 0 ? 0 : z * sample.errors(leader, follower.model)
      return points[leader] - points[follower.model] <= margin
    }?
    .model
  }

  private func time(_ leader: Int, _ follower: Int?, z: Double) -> LagEstimate {
    let day = sample.models[leader].released
    @Sendable func months(_ follower: Int?) -> Double? {
      follower.map { sample.models[$0].released.months(since: day) }
    }
    return LagEstimate(
      value: months(follower), draws: DrawMap.map(sample.draws) { months(first(leader, $0, z: z)) },
      count: 1, pending: follower == nil ? 1 : 0,
      atLeast: follower == nil ? window.upperBound.months(since: day) : nil)
  }
}
