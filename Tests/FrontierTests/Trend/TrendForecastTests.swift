import Testing

@testable import Frontier

@Suite("Forecasts of a lag")
struct TrendForecastTests {
  let series = TrendReference.openStrict

  @Test("six noisy half-years show no decline distinguishable from zero")
  func verdict() throws {
    let verdict = try #require(TrendVerdict(series))
    #expect(verdict.direction == .flat)
    #expect(verdict.lower < 0 && verdict.upper > 0 && verdict.p > 0.05)
    #expect(verdict.sentence.hasPrefix("No decline distinguishable from zero"))
  }

  @Test("a clear decline and its mirror image are told apart")
  func directions() throws {
    #expect(TrendVerdict(TrendReference.halfYears([12, 10.1, 8, 5.9, 4]))?.direction == .shrinking)
    #expect(TrendVerdict(TrendReference.halfYears([4, 5.9, 8, 10.1, 12]))?.direction == .widening)
  }

  @Test("the noise floor is 1.8 months") func floor() {
    #expect(abs(NoiseFloor().months - 1.826) < 0.001)
    #expect(NoiseFloor(speed: 0).months == .infinity)
  }

  @Test("bands nest, widen with time, and go below zero unclamped", arguments: TrendModel.allCases)
  func bands(model: TrendModel) throws {
    let forecast = try #require(LagForecast(series, model: model))
    for point in forecast.points {
      #expect(point.bands.map(\.level) == [0.5, 0.9, 0.95])
      for (inner, outer) in zip(point.bands, point.bands.dropFirst()) {
        #expect(outer.lower <= inner.lower && outer.upper >= inner.upper)
      }
      #expect(point.underZero <= point.underFloor)
    }
    let widths = forecast.points.map { $0.bands[1].upper - $0.bands[1].lower }
    #expect(zip(widths, widths.dropFirst()).allSatisfy { $1 >= $0 - 1e-9 })
    #expect((forecast.points.last?.bands[2].lower ?? 1) < 1)
  }

  @Test("no date is given where the trend may be none, and the reason is said")
  func noDate() {
    guard case .noBasis(.notDistinguishable(let slope)) = ParityDate.of(series) else {
      Issue.record("a date was given")
      return
    }
    #expect(slope.contains(0))
    #expect(ParityDate.of(series, model: .randomWalk) == .noBasis(.noTrend))
    #expect(ParityDate.of(TrendReference.halfYears([5, 4])) == .noBasis(.tooShort(periods: 2, needed: 6)))
    #expect(ParityDate.of(series, model: .decay) == .noBasis(.tooShort(periods: 6, needed: 12)))
    let rising = ParityDate.of(TrendReference.halfYears([4, 5.1, 6, 6.9, 8, 9.1]))
    #expect(rising == .noBasis(.neverCrosses(horizon: 120)))
    let under = ParityDate.of(TrendReference.halfYears([1, 1.1, 0.9, 1, 1, 1.05]))
    guard case .noBasis(.alreadyUnder) = under else {
      Issue.record("\(under)")
      return
    }
  }

  @Test("a clear line gives a date with an interval around it")
  func date() throws {
    let parity = ParityDate.of(TrendReference.halfYears([13.4, 12, 10.4, 9.1, 7.4, 6]), threshold: 3)
    guard case .date(let date) = parity else {
      Issue.record("\(parity)")
      return
    }
    #expect(date.interval.contains(date.day))
    #expect(date.day.description.hasPrefix("2027"))
    #expect(
      ParityDate.of(TrendReference.halfYears([13.4, 12, 10.4, 9.1, 7.4, 6]), threshold: 3, widest: 0.1).sentence
        .hasPrefix("No basis for a date: the interval is"))
  }

  @Test("models are compared on the same periods and their weights are shares")
  func comparison() throws {
    let comparison = TrendComparison(
      TrendReference.halfYears([6, 5, 7, 6.5, 5, 6, 7, 5.5, 6, 6.5], errors: .init(repeating: 0.5, count: 10)))
    #expect(Set(comparison.rows.map(\.periods)).count == 1)
    #expect(abs(comparison.rows.reduce(0) { $0 + $1.weight } - 1) < 1e-9)
    let constant = try #require(comparison.rows.first { $0.model == .constant })
    let walk = try #require(comparison.rows.first { $0.model == .randomWalk })
    #expect(constant.crps < walk.crps && constant.logScore > walk.logScore)
  }

  @Test("the average lies between its models")
  func average() throws {
    let comparison = TrendComparison(series)
    let average = try #require(LagForecast(averaging: comparison, series))
    let medians = comparison.rows.compactMap { LagForecast(series, model: $0.model)?.points.first?.median }
    let median = try #require(average.points.first?.median)
    #expect(median >= (medians.min() ?? 0) - 1e-6 && median <= (medians.max() ?? 0) + 1e-6)
  }

  @Test("the 12, 6, 3 curve is where it says, and is farther from the data than a line")
  func essay() throws {
    #expect(abs(ReferenceCurve.essay.lag(on: Day(year: 2025, month: 4, day: 1)) - 6) < 0.02)
    let fit = try #require(CurveFit(series))
    #expect(abs(fit.constant - 2.65) < 0.01 && abs(fit.curve - 2.81) < 0.01 && abs(fit.line - 2.31) < 0.01)
  }

  @Test("simple rules have the errors that a hand computes")
  func backtest() throws {
    let rows = Backtest(TrendReference.halfYears([8, 4, 4])).rows
    func error(_ rule: Backtest.Rule, _ steps: Int) -> Double? {
      rows.first { $0.rule == rule && $0.steps == steps }?.meanAbsoluteError
    }
    #expect(error(.persistence, 1) == 2)
    #expect(error(.meanSoFar, 1) == 3)
    #expect(error(.persistence, 2) == 4)
    #expect(abs((error(.halvingPerYear, 2) ?? 1) - 0) < 1e-9)
  }
}
