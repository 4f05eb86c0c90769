import Frontier
import Testing

@testable import Futures

@Suite("The incentive to leave closed models")
struct DefectionTests {
  private let start = Day(year: 2026, month: 11, day: 1)
  private let thresholds = [
    DefectionThreshold(.share(0.25)), DefectionThreshold(.dollars(8), measure: .expected),
    DefectionThreshold(.dollars(1000)), DefectionThreshold(.share(0.7), measure: .spend),
  ]

  private func past(_ months: Double, closed: Double, open: Double?, lag: Double = 12) -> PastMonth {
    var costs = ["flagship": closed]
    costs["open"] = open
    return PastMonth(
      day: Day(number: start.number - Int((months * Day.perMonth).rounded())), tokenCosts: costs,
      lag: SampleWork.exact(lag))
  }

  private func curve(
    _ history: [PastMonth], measure: DefectionMeasure = .expected, work: FutureWork = SampleWork.plain()
  ) throws -> DefectionCurve {
    let run = try SampleWork.run([work], world: .still, thresholds: thresholds)
    return try DefectionCurve(work, measure, history: history, forecast: run, start: start, draws: 20)
  }

  @Test("past and forecast are what the arithmetic by hand gives")
  func points() throws {
    let curve = try curve([past(24, closed: 0.08, open: nil), past(12, closed: 0.04, open: 0.01)])
    let first = try #require(curve.points.first)
    // A year ago: closed 40 + 2000 x 0.02 = 80, open 10 + 2000 x 0.04 = 90.
    #expect(!first.isForecast)
    #expect(abs(first.dollars.median + 10) < 0.1)
    #expect(abs(first.share.median + 0.125) < 0.001)
    #expect(curve.points.count == 38)
    // In a year: 30 against 25.
    let later = curve.points[13]
    #expect(later.isForecast && abs(later.dollars.median - 5) < 0.1)
    #expect(abs(later.share.median - 1.0 / 6) < 0.005)
    #expect(later.dollars.lower == later.dollars.upper || later.dollars.upper - later.dollars.lower < 0.2)
  }

  @Test("the invoice alone tempts more than the whole cost")
  func spend() throws {
    let curve = try curve([past(12, closed: 0.04, open: 0.01)], measure: .spend)
    #expect(abs(try #require(curve.points.first).dollars.median - 30) < 0.001)
    #expect(abs(curve.points[1].dollars.median - 15) < 0.5)
  }

  @Test("a threshold ahead has its date, and one that is never reached has none")
  func ahead() throws {
    let curve = try curve([])
    // 15 - 20 x >= 5 + 5 x, a quarter of 20 + 20 x, from x = 0.4 on: month 16.
    guard case .date(let estimate, let never) = curve.date(thresholds[0]) else {
      Issue.record("\(curve.date(thresholds[0]))")
      return
    }
    #expect(estimate.day == Day(number: start.number + Int((16 * Day.perMonth).rounded())))
    #expect(estimate.earliest == estimate.day && estimate.latest == estimate.day && never == 0)
    #expect(curve.date(thresholds[2]) == .unlikely(never: 1, horizon: 36, earliest: nil))
    #expect(curve.date(thresholds[2]).sentence.hasPrefix("No date: in 100 %"))
    #expect(curve.date(DefectionThreshold(.dollars(3))) == .noBasis(.notAsked))
  }

  @Test("a threshold that is reached today has its date in the past, if prices there say so")
  func reached() throws {
    // Spend: 50 % then 70 % and 75 % saved.
    let history = [
      past(9, closed: 0.02, open: 0.01), past(6, closed: 0.02, open: 0.006), past(3, closed: 0.02, open: 0.005),
    ]
    let date = try curve(history, measure: .spend).date(thresholds[3])
    #expect(date == .reached(since: .init(day: history[1].day, earliest: history[1].day, latest: history[1].day)))
    #expect(try curve([], measure: .spend).date(thresholds[3]) == .reached(since: nil))
    #expect(try curve([history[1]], measure: .spend).date(thresholds[3]) == .reached(since: nil))
  }

  @Test("work without anything to leave or to go to has no basis for a date")
  func noBasis() throws {
    let curve = try curve([past(3, closed: 0.02, open: nil)], work: SampleWork.plain([SampleWork.flagship]))
    #expect(curve.points.isEmpty)
    #expect(curve.date(thresholds[0]) == .noBasis(.nothingToCompare))
  }

  @Test("uncertain futures give an interval, and those that never reach it are stated")
  func uncertain() throws {
    let work = SampleWork.uncertain([SampleWork.flagship, SampleWork.open])
    let threshold = DefectionThreshold(.share(0.6))
    let run = try SampleWork.run([work], "price-shock(class=open, factor=2)", thresholds: [threshold], futures: 3000)
    let curve = try DefectionCurve(work, .expected, history: [], forecast: run, start: start)
    let crossing = try #require(run.incentives.first??.crossings.first?.months)
    #expect(crossing.never > 0 && crossing.never < 3000)
    switch curve.date(threshold) {
    case .date(let estimate, let never):
      #expect(never == crossing.shareNever && never < 0.5)
      #expect(try #require(estimate.earliest) < estimate.day)
    case .unlikely(let never, _, _): #expect(never == crossing.shareNever && never > 0.5)
    default: Issue.record("no date and no reason")
    }
    let last = try #require(curve.points.last)
    #expect(last.dollars.lower < last.dollars.median && last.dollars.median < last.dollars.upper)
  }

  @Test("past months are checked")
  func checks() {
    #expect(throws: FutureInputError.self) { try curve([past(3, closed: -1, open: 0.1)]) }
    #expect(throws: FutureInputError.self) { try curve([past(3, closed: 1, open: 0.1, lag: .nan)]) }
  }
}
