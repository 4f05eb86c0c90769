import Foundation
import Testing

@testable import Frontier

@Suite("Models of a lag")
struct TrendModelTests {
  @Test(
    "quantiles of Student's t are those of the tables",
    arguments: [(1.0, 12.706_205), (3, 3.182_446), (4, 2.776_445), (10, 2.228_139), (1000, 1.962_339)])
  func student(freedom: Double, quantile: Double) {
    #expect(abs(StudentT(freedom: freedom).quantile(0.975) - quantile) < 1e-5)
    #expect(abs(StudentT(freedom: freedom).cumulative(quantile) - 0.975) < 1e-7)
  }

  @Test("the slope of an exact line is found with a band of no width")
  func line() throws {
    let fit = try #require(TrendModel.linear.fit(TrendReference.halfYears([10, 9, 8, 7, 6])))
    #expect(abs(fit.expected(at: 33) - 5) < 1e-9)
    let band = fit.band(0.95, at: 33)
    #expect(band.upperBound - band.lowerBound < 1e-6)
  }

  @Test("a line's interval is that of a textbook")
  func textbook() throws {
    let series = TrendReference.openStrict
    let plain = TrendReference.halfYears(series.periods.map(\.lag))
    let fit = try #require(TrendModel.linear.fit(plain))
    // By scipy.stats.linregress of the same numbers: slope and standard error per period, times two a year.
    let slope = try #require(fit.parameters().first { $0.name.hasPrefix("slope") })
    #expect(abs(slope.value - -1.508_571) < 1e-4)
    #expect(abs((slope.upper ?? 0) - (slope.value + 2.776_445 * 1.352_799)) < 1e-4)
  }

  @Test("an exact decay gives back its level and half-life")
  func decay() throws {
    let lags = (0..<10).map { (step: Int) -> Double in 3 + 9 * exp2(-Double(step) / 2) }
    let fit = try #require(TrendModel.decay.fit(TrendReference.halfYears(lags)))
    // The grid of half-lives is 15 % apart.
    let parameters = fit.parameters()
    let floor = try #require(parameters.first { $0.name.hasPrefix("floor") })
    #expect(abs(floor.value - 3) < 0.4)
    let halfLife = try #require(parameters.first { $0.name.hasPrefix("half-life") })
    #expect(abs(halfLife.value - 12) < 2)
  }

  @Test("every model's quantiles and probabilities agree", arguments: TrendModel.allCases)
  func agreement(model: TrendModel) throws {
    let fit = try #require(model.fit(TrendReference.openStrict))
    for share in [0.025, 0.25, 0.5, 0.9] {
      let lag = fit.quantile(share, at: 39)
      #expect(abs(fit.cumulative(lag, at: 39) - share) < 1e-6)
    }
  }

  @Test("a pure walk keeps its last level and widens with the root of time")
  func walk() throws {
    let fit = try #require(TrendModel.randomWalk.fit(TrendReference.openStrict))
    let near = fit.band(0.9, at: 39)
    let far = fit.band(0.9, at: 57)
    #expect(abs(fit.expected(at: 57) - 6.18) < 1e-9)
    #expect(abs((far.upperBound - far.lowerBound) / (near.upperBound - near.lowerBound) - 2) < 1e-9)
  }

  @Test("a walk seen through noise smooths, and without noise it is a pure walk")
  func localLevel() throws {
    let plain = TrendReference.halfYears(TrendReference.openStrict.periods.map(\.lag))
    let pure = try #require(TrendModel.randomWalk.fit(plain)?.band(0.9, at: 39))
    let local = try #require(TrendModel.localLevel.fit(plain)?.band(0.9, at: 39))
    #expect(abs(pure.lowerBound - local.lowerBound) < 1e-6)
    let noisy = TrendReference.halfYears([6, 5, 7, 4, 8, 2], errors: [3, 3, 3, 3, 3, 3])
    let level = try #require(TrendModel.localLevel.fit(noisy)?.expected(at: 39))
    #expect(level > 4)
  }

  @Test("too short a series has no fit", arguments: TrendModel.allCases)
  func short(model: TrendModel) {
    #expect(model.fit(TrendReference.halfYears([5])) == nil)
    #expect(model.fit(LagSeries(origin: Day(number: 0), periods: [])) == nil)
  }

  @Test("periods that are not numbers are left out")
  func notNumbers() {
    #expect(TrendReference.halfYears([5, .nan, 6, .infinity]).periods.count == 2)
  }

  @Test("periods keep their errors, and the present one is partial")
  func periods() throws {
    let window = Day(year: 2025, month: 1, day: 1)...Day(year: 2025, month: 7, day: 31)
    let lags = LagPeriod.halfYear.parts(of: window).map { part in
      let days = part.days.clamped(to: window)
      let value: Double = part.name == "2025H1" ? 4 : -2
      return PeriodLag(
        period: part,
        lag: LagEstimate(
          value: value, draws: (0...100).map { value + Double($0 - 50) / 50 },
          count: days.upperBound.number - days.lowerBound.number + 1),
        gap: LagEstimate(value: nil, draws: [], count: 0))
    }
    let series = LagSeries(lags, window: window)
    #expect(series.periods.map(\.name) == ["2025H1", "2025H2"])
    #expect(series.periods.map(\.lag) == [4, -2])
    // 90 % of the draws span 1.8 months, which is 3.29 standard errors of a normal distribution.
    #expect(series.periods.allSatisfy { abs($0.standardError - 1.8 / 3.289_7) < 1e-3 })
    #expect(abs((series.periods.last?.seen ?? 0) - 0.17) < 0.01)
    #expect(abs((series.periods.last?.middle ?? 0) - 6.44) < 0.05)
    #expect(series.without(seenBelow: 0.5).periods.count == 1)
    #expect(series.fromPeak.periods.count == 2)
  }
}
