/// The models of both sides by their day, made once so that each draw only has to look for its records.
struct FrontierRoster: Sendable {
  /// A model of a side.
  struct Member: Sendable {
    var model: Int
    var day: Day
  }

  /// Models of the sides that came out before the window ends, by day.
  let followers: [Member]
  let leaders: [Member]
  let window: ClosedRange<Day>

  init(_ models: [FrontierModel?], pair: FrontierPair, window: ClosedRange<Day>) {
    self.window = window
    func members(_ side: FrontierSide) -> [Member] {
      models.indices.compactMap { index -> Member? in
        guard let model = models[index], side.has(model), model.released <= window.upperBound else { return nil }
        return Member(model: index, day: model.released)
      }
      .sorted { ($0.day, $0.model) < ($1.day, $1.model) }
    }
    followers = members(pair.follower)
    leaders = members(pair.leader)
  }

  /// Models that were better than all before them. Of several on one day only the best is a record.
  static func records(_ members: [Member], _ points: [Double]) -> [Frontier.Record] {
    var records: [Frontier.Record] = []
    var best = -Double.infinity
    for member in members where points.indices.contains(member.model) && points[member.model] > best {
      best = points[member.model]
      if records.last?.day == member.day { records.removeLast() }
      records.append(Frontier.Record(model: member.model, day: member.day, points: best))
    }
    return records
  }

  /// The frontiers by one set of points.
  func frontier(_ points: [Double]) -> Frontier {
    Frontier(
      followers: Self.records(followers, points), leaders: Self.records(leaders, points), window: window)
  }
}
