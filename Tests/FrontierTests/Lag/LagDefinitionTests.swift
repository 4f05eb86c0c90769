import Testing

@testable import Frontier

@Suite("Definitions of a lag")
struct LagDefinitionTests {
  static let window = LagFixture.start...LagFixture.start.adding(600)

  static func frontier(_ rows: [(side: Character, day: Int, points: Double)]) -> Frontier {
    let sample = LagFixture.sample(rows)
    return Frontier(sample.models, points: sample.points, pair: .openBehindClosed, window: window)
  }

  /// Followers do what leaders did 90 days before.
  static let shifted: Frontier = {
    var rows: [(side: Character, day: Int, points: Double)] = []
    for number in 0..<6 {
      rows.append((side: "c", day: number * 80, points: Double(number) * 5))
      rows.append((side: "o", day: number * 80 + 90, points: Double(number) * 5))
    }
    return frontier(rows)
  }()

  @Test(
    "followers that copy after 90 days lag by 90 days",
    arguments: [LagDefinition.records, .levels, .offset, .catchUp, .catchUpMedian])
  func copies(_ definition: LagDefinition) {
    #expect(isNear(Self.shifted.lag(definition), 90 / Day.perMonth, within: 1e-9))
  }

  @Test("levels are integrated exactly", arguments: 1...20)
  func levels(_ seed: UInt64) {
    var random = SplitMix64Copy(state: seed)
    var rows: [(side: Character, day: Int, points: Double)] = []
    for number in 0..<20 {
      rows.append(
        (
          side: number % 2 == 0 ? "o" : "c", day: Int.random(in: 0...500, using: &random),
          points: Double.random(in: 0...30, using: &random)
        ))
    }
    let frontier = Self.frontier(rows)
    guard let low = [frontier.followers.first, frontier.leaders.first].compactMap({ $0?.points }).max(),
      let high = [frontier.followers.last, frontier.leaders.last].compactMap({ $0?.points }).min(), high > low
    else {
      #expect(frontier.lag(.levels) == nil)
      return
    }
    // Midpoints of many thin slices, with the followers' place at the start of the window as the lowest level.
    let bottom = max(low, Frontier.best(frontier.followers, on: Self.window.lowerBound)?.points ?? low)
    guard high > bottom else { return }
    let slices = 40_000
    let sum = (0..<slices).reduce(0.0) { sum, slice in
      let level = bottom + (Double(slice) + 0.5) / Double(slices) * (high - bottom)
      guard let follower = Frontier.reached(frontier.followers, level),
        let leader = Frontier.reached(frontier.leaders, level)
      else { return .nan }
      return sum + follower.months(since: leader)
    }
    #expect(isNear(frontier.lag(.levels), sum / Double(slices), within: 0.02), "seed \(seed)")
  }

  @Test("a record that stands is a lower bound and not a missing value")
  func pending() {
    let frontier = Self.frontier([("c", 0, 10), ("o", 10, 5)])
    let measured = frontier.measure(.catchUp)
    #expect(measured.months == nil && measured.pending == 1)
    #expect(isNear(measured.atLeast, 600 / Day.perMonth, within: 1e-9))
    #expect(isNear(frontier.measure(.catchUpMedian).atLeast, 600 / Day.perMonth, within: 1e-9))
  }

  @Test("a follower that was first has a negative lag per record")
  func first() {
    let frontier = Self.frontier([("o", 0, 10), ("c", 61, 12)])
    #expect(isNear(frontier.lag(.records), -61 / Day.perMonth, within: 1e-9))
  }

  @Test("lags do not depend on the scale", arguments: LagDefinition.all)
  func scale(_ definition: LagDefinition) {
    var stretched = Self.shifted
    for index in stretched.followers.indices {
      stretched.followers[index].points = stretched.followers[index].points * 3 - 7
    }
    for index in stretched.leaders.indices { stretched.leaders[index].points = stretched.leaders[index].points * 3 - 7 }
    let own = Self.shifted.lag(definition)
    #expect(isNear(stretched.lag(definition), own ?? .nan, within: 1e-9))
  }

  @Test("the median counts those that stand, and its interval has no upper end with few of them")
  func kaplanMeier() throws {
    func catchUp(_ months: Double, _ isReached: Bool) -> Frontier.CatchUp {
      let record = Frontier.Record(model: 0, day: LagFixture.start, points: 0)
      return Frontier.CatchUp(leader: record, follower: isReached ? record : nil, months: months)
    }
    // By hand: 5/6, then one leaves, 5/6 · 3/4 = 0.625, 0.625 · 2/3 = 0.4167.
    let survival = KaplanMeier([
      catchUp(1, true), catchUp(2, false), catchUp(3, true), catchUp(4, true), catchUp(5, false), catchUp(6, false),
    ])
    #expect(survival.median == 4)
    #expect(survival.steps.count == 3)
    #expect(isNear(survival.steps.last?.standing, 5.0 / 12, within: 1e-12))
    #expect(isNear(survival.steps.last?.variance, 1.0 / 30 + 1.0 / 12 + 1.0 / 6, within: 1e-12))
    let interval = try #require(survival.interval(z: 1.645))
    #expect(interval.low <= 4)
    #expect(interval.high == nil)
    #expect(KaplanMeier([catchUp(5, false)]).median == nil)
    #expect(KaplanMeier([]).median == nil)
  }
}
