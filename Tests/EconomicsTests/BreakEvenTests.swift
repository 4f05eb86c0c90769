import Economics
import Testing

@Suite("From what cost of an error on the dearer model pays")
struct BreakEvenTests {
  /// 2,000 tokens in and 500 out at 5 and 25 against 0.435 and 0.87 dollars per million.
  static let dear = 2000 * 5e-6 + 500 * 25e-6
  static let cheap = 2000 * 0.435e-6 + 500 * 0.87e-6

  @Test(
    "the threshold is the cost gap over the error gap",
    arguments: [(0.001, 21.19), (0.005, 4.24), (0.01, 2.12), (0.05, 0.42)])
  func threshold(_ gap: Double, _ expected: Double) throws {
    #expect(abs(Self.dear - 0.0225) < 1e-12 && abs(Self.cheap - 0.001305) < 1e-12)
    let even = BreakEven(costGap: Self.dear - Self.cheap, errorGap: gap, gapInterval: gap...gap)
    let cost = try #require(even.errorCost)
    #expect((cost * 100).rounded(.down) / 100 == expected || (cost * 100).rounded() / 100 == expected)
    #expect(even.interval.map { abs($0.upperBound - cost) < 1e-9 } == true)
    #expect(!even.isUnbounded)
  }

  @Test("a gap whose interval meets zero has a least threshold and no greatest one")
  func unbounded() throws {
    let even = BreakEven(costGap: 0.02, errorGap: 0.01, gapInterval: -0.005...0.04)
    #expect(even.isUnbounded)
    #expect(even.errorCost == 2)
    #expect(even.interval?.lowerBound == 0.5)
  }

  @Test("a cheaper model that errs less needs no threshold")
  func dominated() {
    #expect(BreakEven(costGap: 0.02, errorGap: -0.01, gapInterval: -0.02 ... -0.001).errorCost == nil)
    #expect(BreakEven(costGap: 0.02, errorGap: -0.01, gapInterval: -0.02 ... -0.001).interval == nil)
    #expect(BreakEven(costGap: -0.02, errorGap: 0.01, gapInterval: 0.01...0.01).errorCost == nil)
  }

  @Test("counted errors of both give the interval, and more counting narrows it")
  func counted() throws {
    func even(_ times: Int) -> BreakEven {
      BreakEven(
        cheapCost: Self.cheap, cheapError: ErrorRate(failures: 30 * times, of: 500 * times, source: "test"),
        dearCost: Self.dear, dearError: ErrorRate(failures: 10 * times, of: 500 * times, source: "test"))
    }
    let few = even(1)
    let many = even(100)
    #expect(abs(few.errorGap - 0.04) < 1e-12)
    let narrow = try #require(many.interval)
    let wide = try #require(few.interval)
    #expect(wide.lowerBound < narrow.lowerBound && wide.upperBound > narrow.upperBound)
    #expect(narrow.contains(0.021195 / 0.04))
  }

  @Test("what is caught raises the cost at which the dearer model pays")
  func caught() throws {
    let even = BreakEven(costGap: 0.021195, errorGap: 0.01, gapInterval: 0.01...0.01)
    // Half is caught at 1 dollar: 2.1195 = 0.5 · 1 + 0.5 · λ.
    let prices = ErrorPrices(errorCost: 0, caughtShare: 0.5, reviewCost: 0.9, fallbackCost: 0.1)
    let cost = try #require(even.uncaughtErrorCost(prices))
    #expect(abs(cost - 3.239) < 1e-9)
    let dearReview = ErrorPrices(errorCost: 0, caughtShare: 0.5, reviewCost: 10)
    #expect(even.uncaughtErrorCost(dearReview) == 0)
    #expect(even.uncaughtErrorCost(ErrorPrices(errorCost: 0, caughtShare: 1)) == nil)
  }

  @Test("at the threshold both cost the same")
  func equal() throws {
    let prices = { ErrorPrices(errorCost: $0, caughtShare: 0.3, reviewCost: 0.2, fallbackCost: 0.05) }
    let even = BreakEven(costGap: Self.dear - Self.cheap, errorGap: 0.02, gapInterval: 0.02...0.02)
    let cost = try #require(even.uncaughtErrorCost(prices(0)))
    let left = ExpectedCost(tokens: Self.cheap, error: 0.05, prices: prices(cost))
    let right = ExpectedCost(tokens: Self.dear, error: 0.03, prices: prices(cost))
    #expect(abs(left.total - right.total) < 1e-12)
  }
}
