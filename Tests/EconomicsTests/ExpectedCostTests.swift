import Economics
import Testing

@Suite("What a request costs with its errors")
struct ExpectedCostTests {
  @Test("errors that are caught cost review and fallback, the others do their harm")
  func single() {
    let prices = ErrorPrices(
      errorCost: 100, caughtShare: 0.75, reviewCost: 2, reviewedShare: 0.1, fallbackCost: 0.5)
    let cost = ExpectedCost(tokens: 0.01, error: 0.04, prices: prices)
    #expect(abs(cost.review - 0.2) < 1e-12)
    #expect(abs(cost.caughtErrors - 0.04 * 0.75 * 2.5) < 1e-12)
    #expect(abs(cost.uncaughtErrors - 0.04 * 0.25 * 100) < 1e-12)
    #expect(abs(cost.total - (0.01 + 0.2 + 0.075 + 1)) < 1e-12)
    #expect(cost.cash == 0.01)
  }

  @Test("a cascade pays both models for what the detector sends on, and keeps what it misses")
  func cascade() {
    let cascade = Cascade(
      openTokens: 0.001, closedTokens: 0.02, openError: 0.1, closedError: 0.02, recall: 0.6, falseAlarms: 0.05,
      detectorCost: 0.0002)
    #expect(abs(cascade.escalatedShare - (0.06 + 0.045)) < 1e-12)
    // 4 of 10 errors are missed; of those that are sent on, the closed model's 2 % are the hard ones.
    #expect(abs(cascade.error - (0.04 + 0.6 * 0.02)) < 1e-12)
    let cost = ExpectedCost(cascade, prices: ErrorPrices(errorCost: 1))
    #expect(abs(cost.total - (0.001 + 0.105 * 0.02 + 0.0002 + 0.052)) < 1e-12)
  }

  @Test("a closed model that errs more than the open one makes no answer worse")
  func uselessEscalation() {
    let cascade = Cascade(
      openTokens: 0, closedTokens: 1, openError: 0.02, closedError: 0.1, recall: 1, falseAlarms: 0, detectorCost: 0)
    #expect(cascade.error == 0.02)
  }

  @Test("cost of pass divides by what is right")
  func pass() {
    #expect(costOfPass(cost: 0.03, error: 0.25) == 0.04)
    #expect(costOfPass(cost: 0.03, error: 1) == nil)
  }
}

@Suite("What counted failures say")
struct BinomialBoundTests {
  @Test("without failures the bound is near three over the count", arguments: [20, 100, 299, 5000])
  func ruleOfThree(_ count: Int) {
    let bound = BinomialBound.upper(failures: 0, of: count)
    #expect(bound < 3 / Double(count))
    #expect(bound > 2.6 / Double(count))
  }

  @Test(
    "bounds are those of Clopper and Pearson",
    arguments: [(1, 10, 0.3942), (5, 100, 0.1023), (16, 500, 0.04825), (10, 10, 1.0)])
  func clopperPearson(_ failures: Int, _ count: Int, _ expected: Double) {
    #expect(abs(BinomialBound.upper(failures: failures, of: count) - expected) < 6e-4)
  }

  @Test(
    "as many clean samples as are asked for prove the bound, and one fewer does not",
    arguments: [(0.05, 59), (0.02, 149), (0.01, 299), (0.005, 598)])
  func cleanSamples(_ epsilon: Double, _ expected: Int) {
    #expect(BinomialBound.cleanSamples(toProve: epsilon) == expected)
    #expect(BinomialBound.upper(failures: 0, of: expected) <= epsilon)
    #expect(BinomialBound.upper(failures: 0, of: expected - 1) > epsilon)
  }

  @Test("nothing counted bounds nothing")
  func nothing() {
    #expect(BinomialBound.upper(failures: 0, of: 0) == 1)
    #expect(BinomialBound.lower(failures: 0, of: 0) == 0)
    #expect(BinomialBound.cleanSamples(toProve: 0) == nil)
    #expect(abs(BinomialBound.lower(failures: 95, of: 100) - (1 - BinomialBound.upper(failures: 5, of: 100))) < 1e-12)
  }

  @Test("a counted rate carries its interval and its bound")
  func rate() {
    let rate = ErrorRate(failures: 0, of: 299, source: "test")
    #expect(rate.value == 0 && rate.low == 0 && rate.bound <= 0.01 && rate.isMeasured)
    #expect(ErrorRate(failures: 0, of: 0, source: "test").bound == 1)
  }
}
