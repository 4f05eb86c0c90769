import Testing

@testable import Frontier
@testable import Futures

@Suite("One future that is known")
struct CertainFutureTests {
  /// Closed: 1000 x (0.02 + 2 x 0.01 x 2^(-t/12)); open, a year behind: 1000 x (0.005 + 2 x 0.02 x 2^(-t/12)).
  private func closed(_ month: Int) -> Double { 20 + 20 * halved(month) }
  private func open(_ month: Int) -> Double { 5 + 40 * halved(month) }
  private func halved(_ month: Int) -> Double {
    var value = 1.0
    for _ in 0..<month { value *= 0.943_874_312_681_693_5 }
    return value
  }

  @Test("costs are what the arithmetic by hand gives, to the cent")
  func costs() throws {
    let run = try SampleWork.run([SampleWork.plain()], world: .still)
    let costs = try #require(run.costs.first)
    #expect(costs.stay[11].mean == 30)
    #expect(costs.advised[11].mean == 25)
    #expect(costs.stay[23].mean == 25)
    #expect(costs.advised[23].mean == 15)
    for month in 1...36 {
      #expect(abs((costs.stay[month - 1].mean ?? 0) - closed(month)) <= 0.005001)
      #expect(abs((costs.advised[month - 1].mean ?? 0) - min(closed(month), open(month))) <= 0.005001)
    }
  }

  @Test("the row changes in the month in which open becomes cheaper, when errors have fallen by a quarter")
  func change() throws {
    let row = try #require(try SampleWork.run([SampleWork.plain()], world: .still).rows.first)
    #expect(row.today == .closedFlagship)
    #expect(row.change.median == 5)
    #expect(row.change.earliest == 5 && row.change.latest == 5)
    #expect(row.change.never == 0)
    #expect(row.months[3].shares == [.closedFlagship: 1, .open: 0])
    #expect(row.months[4].shares == [.closedFlagship: 0, .open: 1])
    #expect(row.changesInMost)
  }

  @Test("gate and wait moves after its months of evidence and pays for the move once")
  func gate() throws {
    var work = SampleWork.plain()
    work.moveCost = 12
    // The hurdle is a dollar a month: open must be below closed by that, which it is once errors are below 0.7 of today's.
    let first = try #require((1...36).first { open($0) + 1 < closed($0) })
    #expect(first == 7)
    let run = try SampleWork.run([work], world: .still)
    let expected = (1...36).reduce(12.0) { $0 + ($1 < first + 3 ? closed($1) : open($1)) }
    #expect(abs(try #require(run.outcome(.gateAndWait)).meanCost - expected) < 0.02)
    let moved = (1...36).reduce(12.0) { $0 + open($1) }
    #expect(abs(try #require(run.outcome(.openNow)).meanCost - moved) < 0.02)
    let stayed = (1...36).reduce(0.0) { $0 + closed($1) }
    #expect(abs(try #require(run.outcome(.stayPut)).meanCost - stayed) < 0.02)
  }

  @Test("under certainty the best policy has no regret and is right in all futures")
  func regret() throws {
    let run = try SampleWork.run([SampleWork.plain(), second], world: .still, futures: 10)
    let outcomes = try #require(run.policies.last)
    let least = try #require(outcomes.map(\.meanCost).min())
    for outcome in outcomes {
      #expect(abs(outcome.expectedRegret - (outcome.meanCost - least)) < 0.02)
      #expect(outcome.worstRegret < outcome.expectedRegret + 0.02)
      if outcome.meanCost == least {
        #expect(outcome.expectedRegret == 0 && outcome.worstRegret == 0 && outcome.regret95 == 0)
        #expect(outcome.shareNearBest == 1)
      }
    }
    let table = try #require(RegretTable([run]))
    #expect(table.rows.first?.expectedRegret == 0)
    #expect(table.rows.first?.shareNearBest == 1)
    #expect(table.advice.contains("right in most futures"))
  }

  private var second: FutureWork {
    var work = SampleWork.plain([SampleWork.flagship, SampleWork.small, SampleWork.open, SampleWork.hybrid])
    work.useCase = "mail"
    return work
  }

  @Test("a negative lag makes open models better than closed ones, and is not clamped")
  func negative() throws {
    var work = SampleWork.plain()
    work.lag = SampleWork.exact(-12)
    let run = try SampleWork.run([work], world: .still)
    // 1000 x (0.005 + 2 x 0.005 x 2^-1) = 10.
    #expect(run.costs[0].advised[11].mean == 10)
    #expect(run.rows[0].today == .open)
  }

  @Test("a hybrid's escalation repairs the errors that it catches and costs what flagships cost")
  func hybrid() throws {
    let run = try SampleWork.run(
      [SampleWork.plain([SampleWork.hybrid], today: 0)], "price-shock(class=closed, month=12)", world: .still)
    // Month 11 and 12; open errors 0.02 h, half of them are replaced by 0.01 h: 0.015 h on average.
    let eleven = 1000 * (0.01 + 2 * 0.015 * halved(11))
    #expect(abs((run.costs[0].stay[10].mean ?? 0) - eleven) < 0.01)
    #expect(run.costs[0].stay[11].mean == 29)
  }

  @Test("rented machines are whole, paid idle, and a commitment keeps today's rent")
  func staircase() throws {
    let world = WorldAssumptions.still
    let run = try SampleWork.run(
      [SampleWork.plain([SampleWork.flagship, SampleWork.hosted])], "gpu-rent(factor=2, month=6)", world: world)
    // Two machines of 600 for 1000 requests.
    func hosted(_ month: Int, rent: Double) -> Double { 2 * rent + 1 + 0.1 + 40 * halved(month) }
    #expect(run.costs[0].advised[11].mean == 30)
    // 12 for machines, 1 for staff, 0.1 for tokens, 10 for errors.
    #expect(run.costs[0].advised[23].mean == 23.1)
    let later = (13...36).reduce(0.0) { $0 + min(closed($1), hosted($1, rent: 6)) }
    let committed = (1...12).reduce(0.0) { $0 + hosted($1, rent: 3) } + later
    #expect(abs(try #require(run.outcome(.selfHostNow)).meanCost - committed) < 0.02)
  }

  @Test("a commitment is paid for even when its models are barred")
  func barredCommitment() throws {
    let run = try SampleWork.run(
      [SampleWork.plain([SampleWork.flagship, SampleWork.hosted])], "chinese-origin-barred(month=0)", world: .still)
    let paid = (1...36).reduce(0.0) { $0 + closed($1) } + 12 * (2 * 3 + 1)
    #expect(abs(try #require(run.outcome(.selfHostNow)).meanCost - paid) < 0.02)
    #expect(abs(try #require(run.outcome(.stayPut)).meanCost - (paid - 84)) < 0.02)
  }

  @Test("a seat plan costs its fee until it ends, and its tokens from then on")
  func plan() throws {
    let run = try SampleWork.run([SampleWork.plain([SampleWork.seats])], "flat-rate-ends(month=12)", world: .still)
    #expect(abs((run.costs[0].stay[10].mean ?? 0) - (10 + 20 * halved(11))) < 0.01)
    #expect(run.costs[0].stay[11].mean == 60)
  }

  @Test("an export head start of thirty days is a month of lag, and peak prices count for the requests in peak hours")
  func shifts() throws {
    let late = try SampleWork.run(
      [SampleWork.plain([SampleWork.open])], "export-head-start(days=365.25)", world: .still)
    #expect(late.costs[0].stay[11].mean == 45)
    let peak = try SampleWork.run([SampleWork.plain([SampleWork.open])], "peak-pricing(factor=3)", world: .still)
    #expect(peak.costs[0].stay[11].mean == 30)
  }

  @Test("a breakthrough cuts prices and errors of those who have it, and the others follow after the delay")
  func breakthrough() throws {
    let text = "breakthrough(hazard=100, price=0.5, gain=12, first=open, delay=20)"
    let run = try SampleWork.run([SampleWork.plain()], text, world: .still)
    // At a hazard of 100 a year it is there within months; open models then are where closed ones are.
    #expect(run.costs[0].advised[11].mean == 12.5)
    #expect(run.costs[0].stay[11].mean == 30)
    #expect(run.costs[0].stay[35].mean == 11.25)
  }
}
