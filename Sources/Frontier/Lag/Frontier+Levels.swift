extension Frontier {
  /// The mean of follower's day minus leader's day over the levels that both have passed (D2), by exact integration.
  ///
  /// Levels begin where the followers stood when the window begins, or at the first model of the side that starts higher.
  var horizontal: Double? {
    guard let bottom = [followers.first, leaders.first].compactMap({ $0?.points }).max(),
      let top = [followers.last, leaders.last].compactMap({ $0?.points }).min()
    else { return nil }
    let low = max(bottom, Self.best(followers, on: window.lowerBound)?.points ?? bottom)
    guard top > low else { return nil }
    var area = 0.0
    var level = low
    var follower = 0
    var leader = 0
    while level < top {
      // The record that first passed the level from below holds until its own points.
      while follower < followers.count, followers[follower].points <= level { follower += 1 }
      while leader < leaders.count, leaders[leader].points <= level { leader += 1 }
      guard follower < followers.count, leader < leaders.count else { return nil }
      let next = min(followers[follower].points, leaders[leader].points, top)
      area += (next - level) * followers[follower].day.months(since: leaders[leader].day)
      level = next
    }
    return area / (top - low)
  }
}
