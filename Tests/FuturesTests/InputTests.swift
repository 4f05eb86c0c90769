import Frontier
import Testing

@testable import Futures

@Suite("What is given")
struct InputTests {
  private func problem(_ change: (inout FutureWork) -> Void) -> String {
    var work = SampleWork.uncertain()
    change(&work)
    do {
      _ = try FuturesModel([work], seed: 1)
      return "none"
    } catch { return error.description }
  }

  @Test("numbers from which no future can be drawn are named with their place")
  func numbers() {
    #expect(problem { _ in } == "none")
    #expect(problem { $0.requestsPerMonth = .nan }.hasPrefix("crm: requests per month: nan"))
    #expect(problem { $0.errorCost = -1 }.contains("error cost in dollars: -1 is not from 0"))
    #expect(problem { $0.caughtShare = 1.5 }.contains("caught share"))
    #expect(problem { $0.today = 9 }.contains("there is no option 9; 5 are given"))
    #expect(problem { $0.options[1].id = "flagship" }.contains("option flagship: the id is used twice"))
    #expect(problem { $0.closedError = SampleWork.exact(0) }.contains("crm: a number: 0 is not from 1e-09 to 1"))
    #expect(problem { $0.lag = Assumption("lag", 5, 6...9, source: "") }.contains("5 is outside its interval 6 to 9"))
    #expect(problem { $0.options[3].escalation = nil }.contains("a hybrid option needs what it escalates to"))
    #expect(problem { $0.options[3].escalation = .init(cost: 1, caughtErrors: 0.5) }.contains("escalation cost"))
    #expect(problem { $0.options[4].rent = nil }.contains("needs the rent of its machines"))
    let idle = FutureOption.Rent(perUnit: 3, requestsPerUnit: 0, staff: 1)
    #expect(problem { $0.options[4].rent = idle }.contains("requests a machine serves"))
    #expect(problem { $0.errorBound = ErrorBound(limit: 2, samples: 5) }.contains("limit of the error bound"))
    #expect(problem { $0.options = [] }.contains("there is no option 0; 0 are given"))
  }

  @Test("use cases, horizon, thresholds, rules and worlds are checked too")
  func others() {
    let work = SampleWork.plain()
    #expect(throws: FutureInputError.self) { try FuturesModel([], seed: 1) }
    #expect(throws: FutureInputError.self) { try FuturesModel([work, work], seed: 1) }
    #expect(throws: FutureInputError.self) { try FuturesModel([work], horizon: 0, seed: 1) }
    #expect(throws: FutureInputError.self) { try FuturesModel([work], horizon: 121, seed: 1) }
    #expect(throws: FutureInputError.self) {
      try FuturesModel([work], thresholds: [DefectionThreshold(.share(.nan))], seed: 1)
    }
    #expect(throws: FutureInputError.self) {
      try FuturesModel([work], rules: FuturePolicyRules(paybackMonths: 0), seed: 1)
    }
    var world = WorldAssumptions()
    world.replacements.value = 1000
    #expect(throws: FutureInputError.self) { try FuturesModel([work], world: world, seed: 1) }
    let many = (0..<200).map { number in
      var work = work
      work.useCase = "u\(number)"
      return work
    }
    #expect(throws: FutureInputError.self) { try FuturesModel(many, seed: 1) }
  }

  @Test("the extremes of what is allowed are drawn without harm")
  func extremes() throws {
    var work = SampleWork.uncertain()
    work.requestsPerMonth = 1e12
    work.errorCost = 1e12
    work.closedError = SampleWork.exact(1)
    work.lag = SampleWork.exact(240)
    work.errorFall = SampleWork.exact(0.99)
    work.growthPerYear = SampleWork.exact(10)
    work.personCost = 1e9
    let run = try SampleWork.run(
      [work], "breakthrough(hazard=100, price=0.001), us-apis-denied", horizon: 120, futures: 20)
    #expect(run.costs.last?.advised.last.map { $0.p50.isFinite && ($0.mean ?? .nan).isFinite } == true)
    work.requestsPerMonth = 0
    let none = try SampleWork.run([work], futures: 20)
    #expect(none.incentives[0]?.curves[0].shares.allSatisfy { $0.p50.isFinite } == true)
  }

  @Test("a lag with an open end is closed, and says so")
  func openEnd() {
    let lag = WorkLag(
      work: nil, pair: .openBehindClosed, months: 7.1, interval: 5...Double.infinity, reached: 40, pending: 9,
      asOf: Day(year: 2026, month: 7, day: 31), source: "a test")
    let assumption = Assumption(lag: lag)
    #expect(assumption.interval == 5...24)
    #expect(assumption.source.contains("no upper end") && assumption.source.contains("9 pending"))
  }

  @Test("a series of lags gives the trend with its 90 % interval and the steps of its walk")
  func series() throws {
    let lags = [12.6, 5.9, 4.1, 6.1, 7.8, 6.2]
    let series = LagSeries(
      origin: Day(year: 2024, month: 1, day: 1),
      periods: lags.enumerated().map { .init(name: "\($0)", middle: 3 + 6 * Double($0), lag: $1) })
    let world = try #require(WorldAssumptions().moving(as: series, source: "a test"))
    let slope = try #require(TrendVerdict(series, level: 0.9))
    #expect(world.lagTrend.value == slope.slope && world.lagTrend.interval == slope.lower...slope.upper)
    // Root mean square of the five steps: -6.7, -1.8, 2, 1.7, -1.6.
    #expect(abs(world.lagWander.value - 3.396) < 0.02)
    #expect(WorldAssumptions().moving(as: LagSeries(origin: series.origin, periods: []), source: "") == nil)
    _ = try FuturesModel([SampleWork.plain()], world: world, seed: 1)
  }

  @Test("every assumption has a source, a unit and an interval around its value")
  func sources() {
    for assumption in WorldAssumptions().all {
      #expect(!assumption.source.isEmpty && !assumption.unit.isEmpty)
      #expect(assumption.interval?.contains(assumption.value) == true)
    }
  }
}
