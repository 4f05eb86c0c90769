extension CrossingSet {
  /// The set as lines of fields.
  var lines: [[String]] {
    func place(_ name: String, _ waiting: PendingCrossing) -> [String] {
      [name, "\(waiting.benchmark)", "\(waiting.threshold)", "\(waiting.first.model)"]
    }
    return [
      [
        "crossings", pair, window.lowerBound.description, window.upperBound.description, "\(reached.count)",
        "\(pending.count)", "\(ahead.count)",
      ]
    ]
      + reached.map { ["reached", "\($0.benchmark)", "\($0.threshold)", "\($0.leader.model)", "\($0.follower.model)"] }
      + pending.map { place("pending", $0) } + ahead.map { place("ahead", $0) }
  }

  /// Reads what `lines` writes; days are those of the models.
  init(
    _ lines: inout ResultsLines, models: [FrontierModel], benchmarks: Int
  ) throws(FrontierResultsError) {
    try lines.next("crossings", fields: 6)
    do { _ = try FrontierPair(lines.text(1)) } catch { throw lines.error(error.description) }
    let (from, until) = (try lines.day(2), try lines.day(3))
    guard from <= until else { throw lines.error("the window from \(from) to \(until) is the wrong way round") }
    self.init(pair: lines.text(1), window: from...until)
    let most = 1_000_000
    let counts = (try lines.whole(4, 0...most), try lines.whole(5, 0...most), try lines.whole(6, 0...most))
    func first(_ field: Int) throws(FrontierResultsError) -> Crossing.First {
      let model = try lines.whole(field, 0...models.count - 1)
      return .init(model: model, day: models[model].released)
    }
    for _ in 0..<counts.0 {
      try lines.next("reached", fields: 4)
      reached.append(
        Crossing(
          benchmark: try lines.whole(1, 0...benchmarks - 1), threshold: try lines.real(2), leader: try first(3),
          follower: try first(4)))
    }
    func waiting(_ name: String) throws(FrontierResultsError) -> PendingCrossing {
      try lines.next(name, fields: 3)
      let first = try first(3)
      return PendingCrossing(
        benchmark: try lines.whole(1, 0...benchmarks - 1), threshold: try lines.real(2), first: first,
        months: until.months(since: first.day))
    }
    for _ in 0..<counts.1 { pending.append(try waiting("pending")) }
    for _ in 0..<counts.2 { ahead.append(try waiting("ahead")) }
  }
}
