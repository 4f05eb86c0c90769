import Learning
import Testing

@testable import Futures

@Suite("The constraint on irrecoverable work")
struct EligibilityTests {
  @Test(
    "the bound follows the exact Poisson bound",
    arguments: [(0.0, 2.9957), (1, 4.7439), (3, 7.7537), (10, 16.9622), (100, 118.0778)])
  func poisson(count: Double, exact: Double) {
    let bound = ErrorBound(limit: 1, samples: 1e6)
    #expect(abs(bound.upper(count / 1e6) * 1e6 / exact - 1) < 0.01)
  }

  @Test("without failures it is the rule of three, and too few samples permit nothing")
  func three() {
    #expect(abs(ErrorBound(limit: 0.01, samples: 300).upper(0) - 0.01) < 1e-4)
    #expect(ErrorBound(limit: 0.01, samples: 200).largestError < 0)
    let bound = ErrorBound(limit: 0.01, samples: 5000)
    #expect(abs(bound.upper(bound.largestError) - 0.01) < 1e-9)
  }

  @Test("no option serves above the limit in any month of any future")
  func neverBroken() {
    var random = SplitMix64(seed: 5)
    let options = [SampleWork.flagship, SampleWork.small, SampleWork.open, SampleWork.hybrid, SampleWork.hosted]
    var work = SampleWork.uncertain(options)
    work.errorBound = ErrorBound(limit: 0.02, samples: 2000)
    guard let terms = try? ScenarioTerms([]) else { return }
    let compiled = CompiledWork(work, priceRows: [:], scenario: terms)
    let limit = work.errorBound?.largestError ?? 0
    var served = 0
    var refused = 0
    for _ in 0..<5000 {
      let closed = Double.random(in: 0...0.03, using: &random)
      let open = Double.random(in: 0...0.03, using: &random)
      let factors = options.map { _ in Double.random(in: 0.5...3, using: &random) }
      let costs = MonthCosts(
        compiled.options, compiled.terms, factors: factors, MarketMonth(),
        prices: MarketPath(months: 1, groups: 0).prices, from: 0,
        MonthCosts.Work(requests: 1000, closedError: closed, openError: open))
      for (place, option) in options.enumerated() {
        var error = factors[place] * (option.kind.isClosed ? closed : open)
        if option.kind == .hybrid, error > closed { error = (error + closed) / 2 }
        let isServing = costs.best[option.kind.place].isFinite
        #expect(isServing == (error <= limit))
        if isServing { served += 1 } else { refused += 1 }
      }
    }
    #expect(served > 1000 && refused > 1000)
  }

  @Test("work that only the flagship may do stays there under every policy")
  func pinned() throws {
    var work = SampleWork.uncertain([SampleWork.flagship, SampleWork.open, SampleWork.hybrid])
    work.closedError = SampleWork.exact(0.001)
    work.errorFall = SampleWork.exact(0)
    work.options[1].errorFactor = SampleWork.exact(50)
    work.options[2].errorFactor = SampleWork.exact(50)
    work.errorBound = ErrorBound(limit: 0.002, samples: 50_000)
    let run = try SampleWork.run([work], futures: 500)
    for month in 1...36 { #expect(run.share(.closedFlagship, month) == 1) }
    for policy in FuturePolicy.allCases {
      #expect(run.outcome(policy)?.meanCost == run.outcome(.stayPut)?.meanCost)
      #expect(run.outcome(policy)?.expectedRegret == 0)
    }
    let gains = try #require(run.incentives.first ?? nil)
    // The invoice tempts, the risk forbids.
    #expect(gains.curves[0].dollars.allSatisfy { $0.p50 > 0 })
    #expect(gains.curves[1].dollars.allSatisfy { $0.p5 == 0 && $0.p95 == 0 })
  }

  @Test("what the policy bars never serves")
  func barred() throws {
    var open = SampleWork.open
    open.barredBy = "no Chinese origin"
    let run = try SampleWork.run([SampleWork.uncertain([SampleWork.flagship, open])], futures: 300)
    #expect(run.rows[0].months.allSatisfy { $0.shares[.closedFlagship] == 1 })
    #expect(run.incentives[0] == nil)
    #expect(run.policies[0].first { $0.policy == .openNow }?.isAvailable == false)
    #expect(RegretTable([run])?.rows.contains { $0.policy == .openNow } == false)
  }
}
