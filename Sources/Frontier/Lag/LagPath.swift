/// The daily lag of a frontier (D3) as stretches of days in which nothing changes but the date.
///
/// A lag grows by a day each day until someone has a new record, so sums over days are exact without walking them.
public struct LagPath: Sendable {
  /// Days on which the same two models are the best of their sides.
  struct Stretch: Sendable {
    var first: Int
    var last: Int
    /// The day from which the lag counts; nil when neither side is ahead.
    var since: Int?
    /// 1 when the followers are behind, -1 when they lead.
    var sign: Double
    /// How far the best leader is ahead, in points.
    var gap: Double

    func months(on day: Int) -> Double { since.map { sign * Double(day - $0) / Day.perMonth } ?? 0 }
  }

  let stretches: [Stretch]

  /// The first and the last day on which both sides have a model; nil if there is none.
  public var days: ClosedRange<Day>? {
    guard let first = stretches.first, let last = stretches.last else { return nil }
    return Day(number: first.first)...Day(number: last.last)
  }

  /// Walks the records of both sides; `z` is the number of standard errors by which a model must be ahead.
  init(_ frontier: Frontier, z: Double, errors: DifferenceErrors?) {
    func isAhead(_ one: Frontier.Record, _ other: Frontier.Record) -> Bool {
      let margin = z == 0 ? 0 : z * (errors?(one.model, other.model) ?? 0)
      return one.points - other.points > margin
    }
    var follower = Walk(frontier.followers)
    var leader = Walk(frontier.leaders)
    var stretches: [Stretch] = []
    var day = frontier.window.lowerBound.number
    let end = frontier.window.upperBound.number
    while day <= end {
      if follower.advance(to: day) { leader.forget() }
      if leader.advance(to: day) { follower.forget() }
      let next = min(follower.next ?? .max, leader.next ?? .max, end + 1)
      if let behind = follower.best, let ahead = leader.best {
        let since = leader.firstAhead { isAhead($0, behind) }
        let leads = since == nil ? follower.firstAhead { isAhead($0, ahead) } : nil
        stretches.append(
          Stretch(
            first: day, last: next - 1, since: since ?? leads, sign: since == nil ? -1 : 1,
            gap: ahead.points - behind.points))
      }
      day = next
    }
    self.stretches = stretches
  }

  /// One side's records up to a day, and the first of them that is ahead of the other side's best.
  private struct Walk {
    let records: [Frontier.Record]
    private var count = 0
    private var tested = 0
    private var found: Int?

    init(_ records: [Frontier.Record]) { self.records = records }

    var best: Frontier.Record? { count > 0 ? records[count - 1] : nil }
    var next: Int? { count < records.count ? records[count].day.number : nil }

    /// Takes in the records up to a day; whether there were any.
    mutating func advance(to day: Int) -> Bool {
      let before = count
      while let next, next <= day { count += 1 }
      return count > before
    }

    /// The other side has a new best, so all must be tested again.
    mutating func forget() {
      tested = 0
      found = nil
    }

    mutating func firstAhead(_ isAhead: (Frontier.Record) -> Bool) -> Int? {
      while found == nil, tested < count {
        if isAhead(records[tested]) { found = records[tested].day.number }
        tested += 1
      }
      return found
    }
  }
}
