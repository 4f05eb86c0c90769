import Economics
import Frontier
import Testing

@Suite("When a follower can do what a leader's model does")
struct CatchUpDateTests {
  /// A source that knows one kind of work.
  struct ScriptedLags: LagSource {
    var interval: ClosedRange<Double>?

    func lag(on work: BenchmarkCategory?, _ pair: FrontierPair) -> WorkLag? {
      guard work == .programming else { return nil }
      return WorkLag(
        work: work, pair: pair, months: 6, interval: interval, reached: 10, pending: 4,
        asOf: Day(year: 2026, month: 7, day: 31), source: "scripted")
    }
  }

  static let released = Day(year: 2026, month: 1, day: 1)

  @Test("the lag is added to the release, with its interval")
  func dates() throws {
    let date = try #require(CatchUpDate(of: Self.released, on: .programming, by: ScriptedLags(interval: 3...12)))
    #expect(date.day == Day(year: 2026, month: 7, day: 3))
    #expect(date.earliest == Day(year: 2026, month: 4, day: 2))
    #expect(date.latest == Day(year: 2027, month: 1, day: 1))
    #expect(date.basis.pending == 4)
  }

  @Test("an upper end that the data do not give is none, and no interval none at all")
  func unbounded() throws {
    let open = try #require(
      CatchUpDate(of: Self.released, on: .programming, by: ScriptedLags(interval: 3...Double.infinity)))
    #expect(open.earliest != nil && open.latest == nil)
    let bare = try #require(CatchUpDate(of: Self.released, on: .programming, by: ScriptedLags()))
    #expect(bare.earliest == nil && bare.latest == nil)
  }

  @Test("work of which nothing is known has no date")
  func unknown() { #expect(CatchUpDate(of: Self.released, on: .writing, by: ScriptedLags()) == nil) }
}
