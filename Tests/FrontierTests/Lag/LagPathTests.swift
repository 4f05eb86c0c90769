import Testing

@testable import Frontier

@Suite("The daily lag")
struct LagPathTests {
  /// The lag of a day as its definition says, without any shortcut.
  static func plain(_ frontier: Frontier, _ day: Day, z: Double, _ errors: DifferenceErrors) -> Double? {
    let followers = frontier.followers.filter { $0.day <= day }
    let leaders = frontier.leaders.filter { $0.day <= day }
    guard let follower = followers.last, let leader = leaders.last else { return nil }
    if let first = leaders.first(where: { $0.points - follower.points > z * errors($0.model, follower.model) }) {
      return day.months(since: first.day)
    }
    if let first = followers.first(where: { $0.points - leader.points > z * errors($0.model, leader.model) }) {
      return -day.months(since: first.day)
    }
    return 0
  }

  @Test("stretches give what walking the days gives", arguments: 1...40)
  func stretches(_ seed: UInt64) throws {
    var random = SplitMix64Copy(state: seed)
    let rows = (0..<25).map { number in
      (
        side: Bool.random(using: &random) ? Character("o") : "c", day: Int.random(in: -50...700, using: &random),
        points: Double(Int.random(in: 0...40, using: &random)) + Double(number) * 0.5
      )
    }
    let draws = (0..<6).map { _ in rows.map { $0.points + Double.random(in: -3...3, using: &random) } }
    let sample = LagFixture.sample(rows, draws: draws)
    let window = LagFixture.start...LagFixture.start.adding(600)
    let frontier = Frontier(sample.models, points: sample.points, pair: .openBehindClosed, window: window)
    for z in [0, 1.0, 2.5] {
      let path = frontier.path(z: z, errors: sample.errors)
      var months: [Double] = []
      for number in 0...600 {
        let day = LagFixture.start.adding(number)
        let plain = Self.plain(frontier, day, z: z, sample.errors)
        #expect(path.value(on: day)?.months == plain, "seed \(seed), day \(number)")
        if let plain { months.append(plain) }
      }
      let mean = path.mean()
      #expect(mean?.days ?? 0 == months.count)
      if !months.isEmpty {
        #expect(isNear(mean?.months, months.reduce(0, +) / Double(months.count), within: 1e-9))
      }
      #expect(frontier.daily(z: z, errors: sample.errors).map(\.months) == months)
    }
  }

  @Test("a follower that leads makes the lag negative, by how long it has led")
  func negative() {
    let sample = LagFixture.sample([("c", 0, 10), ("o", 30, 12), ("c", 90, 11), ("c", 120, 13)])
    let window = LagFixture.start...LagFixture.start.adding(200)
    let path = Frontier(sample.models, points: sample.points, pair: .openBehindClosed, window: window)
      .path(z: 0, errors: nil)
    #expect(path.value(on: LagFixture.start.adding(29)) == nil)
    #expect(isNear(path.value(on: LagFixture.start.adding(100))?.months, -70 / Day.perMonth, within: 1e-12))
    #expect(isNear(path.value(on: LagFixture.start.adding(150))?.months, 30 / Day.perMonth, within: 1e-12))
    #expect(path.value(on: LagFixture.start.adding(100))?.gap == -1)
  }

  @Test("equal points are no lag")
  func equal() {
    let sample = LagFixture.sample([("c", 0, 10), ("o", 30, 10)])
    let window = LagFixture.start...LagFixture.start.adding(60)
    let frontier = Frontier(sample.models, points: sample.points, pair: .openBehindClosed, window: window)
    #expect(frontier.lag(.daily(z: 0)) == 0)
    #expect(isNear(frontier.lag(.records), 30 / Day.perMonth, within: 1e-12))
  }

  @Test("of two models on one day only the better is a record, whatever the draw says")
  func sameDay() {
    let sample = LagFixture.sample([("c", 0, 10), ("c", 0, 12), ("c", 0, 11), ("o", 0, 5)])
    let window = LagFixture.start...LagFixture.start.adding(60)
    let frontier = Frontier(sample.models, points: sample.points, pair: .openBehindClosed, window: window)
    #expect(frontier.leaders.map(\.model) == [1])
    let other = FrontierRoster(sample.models, pair: .openBehindClosed, window: window).frontier([13, 12, 11, 5])
    #expect(other.leaders.map(\.model) == [0])
  }
}
