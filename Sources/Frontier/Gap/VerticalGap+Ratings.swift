extension VerticalGap {
  /// The gap at every snapshot on which both sides have a model, by day.
  public static func series(_ ratings: [Rating], pair: FrontierPair) -> [VerticalGap] {
    let snapshots = Dictionary(grouping: ratings, by: \.snapshot)
    return snapshots.keys.sorted().compactMap { day in
      let all = snapshots[day] ?? []
      guard let leader = best(all, pair.leader), let follower = best(all, pair.follower) else { return nil }
      return VerticalGap(
        day: day, leader: Best(name: leader.model.name, points: leader.points),
        follower: Best(name: follower.model.name, points: follower.points),
        standardError: standardError(leader, follower), scale: .elo)
    }
  }

  /// The best of a side; of equals the first by name.
  private static func best(_ ratings: [Rating], _ side: FrontierSide) -> Rating? {
    ratings.filter { side.has($0.model) }.min { ($1.points, $0.model.name) < ($0.points, $1.model.name) }
  }

  /// The error of a difference of two ratings, as if their errors were independent.
  private static func standardError(_ left: Rating, _ right: Rating) -> Double? {
    guard let left = left.interval, let right = right.interval else { return nil }
    let widths = [left, right].map { ($0.upperBound - $0.lowerBound) / (2 * z95) }
    return widths.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// The last gap of a series up to a day.
  public static func last(of series: [VerticalGap], upTo day: Day) -> VerticalGap? { series.last { $0.day <= day } }
}
