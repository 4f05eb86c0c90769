extension Frontier {
  /// How long a record of the leaders stood.
  public struct CatchUp: Hashable, Sendable {
    public var leader: Record
    /// The follower that reached it; nil while it stands, and then `months` is how long it has stood at least.
    public var follower: Record?
    public var months: Double
    public var isReached: Bool { follower != nil }
  }

  /// Each of the leaders' records in the window. A record that a follower held before is reached after negative months.
  public var catchUps: [CatchUp] {
    leaders.filter { window.contains($0.day) }
      .map { leader in
        let follower = followers.first { $0.points >= leader.points }
        let end = follower?.day ?? window.upperBound
        return CatchUp(leader: leader, follower: follower, months: end.months(since: leader.day))
      }
  }
}
