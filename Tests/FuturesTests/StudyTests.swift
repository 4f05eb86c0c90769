import Testing

@testable import Futures

@Suite("Policies against scenarios")
struct StudyTests {
  @Test("the table has every policy in every case, the one that is right in most futures first")
  func table() async throws {
    let scenarios = try FutureScenario.list(parsing: "lag-widens, chinese-origin-barred")
    let cases = FutureStudy.cases(scenarios)
    #expect(cases.map(\.count) == [0, 1, 1, 2])
    let study = try await FutureStudy.run([SampleWork.uncertain()], cases: cases, count: 1000, seed: 3, workers: 2)
    let table = try #require(study.regrets)
    #expect(table.cases == ["as it is", "lag-widens", "chinese-origin-barred", "lag-widens + chinese-origin-barred"])
    #expect(Set(table.rows.map(\.policy)) == Set(FuturePolicy.allCases))
    #expect(table.rows.allSatisfy { $0.outcomes.count == 4 })
    #expect(zip(table.rows, table.rows.dropFirst()).allSatisfy { $0.shareNearBest >= $1.shareNearBest - 0.01 })
    for row in table.rows {
      #expect(row.expectedRegret >= 0 && row.worstExpectedRegret >= row.expectedRegret)
      #expect(row.worstRegret >= row.worstExpectedRegret)
    }
    let best = try #require(table.rows.first)
    #expect(table.advice.hasPrefix(best.policy.rawValue))
    #expect(study.regretsByUseCase.first?.useCase == "crm")
    #expect(study.regretsByUseCase.first?.rows.map(\.policy) == table.rows.map(\.policy))
  }

  @Test("in each future some policy has no regret")
  func oneBest() throws {
    let model = try FuturesModel([SampleWork.uncertain()], seed: 3)
    for future in 0..<50 {
      let run = FutureRun(model, model.run(future..<future + 1))
      #expect(run.policies.last?.contains { $0.worstRegret == 0 } == true)
    }
  }

  @Test("a policy without options for it is staying put")
  func unavailable() throws {
    let run = try SampleWork.run([SampleWork.uncertain([SampleWork.flagship, SampleWork.small])], futures: 200)
    let stay = try #require(run.outcome(.stayPut))
    for policy in [FuturePolicy.openNow, .hybridNow, .selfHostNow] {
      let outcome = try #require(run.outcome(policy))
      #expect(!outcome.isAvailable && outcome.meanCost == stay.meanCost)
    }
    #expect(run.outcome(.gateAndWait)?.isAvailable == true)
  }

  @Test("the sampling error of a share shrinks with the number of futures")
  func sampling() throws {
    let run = try SampleWork.run([SampleWork.plain()], futures: 400)
    #expect(abs(run.samplingError(ofShare: 0.5) - 1.645 * 0.025) < 1e-9)
    #expect(run.samplingError(ofShare: 0) == 0)
  }

  @Test("tables need runs that have the use case")
  func empty() throws {
    #expect(RegretTable([]) == nil)
    #expect(RegretTable([try SampleWork.run([SampleWork.plain()])], useCase: "none") == nil)
  }

  @Test("prices of a class fall by replacement at about the rate that is assumed")
  func prices() throws {
    var world = WorldAssumptions.still
    world.replacements = SampleWork.exact(2)
    world.fixedQualityFall = SampleWork.exact(7.1)
    world.openPriceShare = SampleWork.exact(0.5)
    var work = SampleWork.plain([SampleWork.open])
    work.errorCost = 0
    let costs = try SampleWork.run([work], world: world, futures: 4000).costs[0].stay
    // A future's price falls by √7.1 a year at the median, and does not move before its first new model.
    #expect(abs(costs[35].p50 / (5 / 18.92) - 1) < 0.25)
    #expect(costs[0].p50 > 4.95)
    #expect(costs[35].p5 < costs[35].p50 && costs[35].p50 < costs[35].p95)
  }

  @Test("prices rise as often as is assumed")
  func rises() throws {
    var world = WorldAssumptions.still
    world.openRises = SampleWork.exact(0.5)
    world.riseFactor = SampleWork.exact(2)
    var work = SampleWork.plain([SampleWork.open])
    work.errorCost = 0
    let costs = try SampleWork.run([work], world: world, futures: 8000).costs[0].stay
    // Poisson with mean 1.5 in three years: the mean of 2^n is e^1.5.
    #expect(abs((costs[35].mean ?? 0) / (5 * 4.4817) - 1) < 0.05)
  }
}
