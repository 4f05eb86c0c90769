extension VerticalGap {
  /// The gap on a day on the capability index: the best leader so far less the best follower so far.
  ///
  /// `draws` are rows of points from refits, one for each model, from which the standard error comes.
  public static func capability(
    on day: Day, _ models: [FrontierModel?], points: [Double], pair: FrontierPair, draws: [[Double]] = []
  ) -> VerticalGap? {
    guard models.count == points.count else { return nil }
    func best(_ side: FrontierSide) -> Int? {
      models.indices.filter { index in
        models[index].map { side.has($0) && $0.released <= day } ?? false
      }.max { (points[$0], $1) < (points[$1], $0) }
    }
    guard let leader = best(pair.leader), let follower = best(pair.follower),
      let leading = models[leader], let following = models[follower]
    else { return nil }
    let usable = draws.filter { $0.count == points.count }
    return VerticalGap(
      day: day, leader: Best(name: leading.name, points: points[leader]),
      follower: Best(name: following.name, points: points[follower]),
      standardError: usable.count > 1 ? DifferenceErrors(draws: usable)(leader, follower) : nil, scale: .capability)
  }
}
