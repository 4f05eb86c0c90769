import Testing

@testable import Frontier

@Suite("Trends against our reference results", .enabled(if: TrendReference.isPresent, "the shared data are not here"))
struct TrendReferenceTests {
  static let keys = ["open_vs_closed", "china_vs_us"].flatMap { pair in
    ["0", "1.645"].map { "\(pair)|z=\($0)|o3_apr2025" }
  }

  @Test("distances of a constant, a line and the 12, 6, 3 curve are the reference's", arguments: keys)
  func distances(key: String) throws {
    let series = try #require(try TrendReference.series(key)).series
    let reference: [String: Double] = try TrendReference.extrapolation(key, "rmse")
    let fit = try #require(CurveFit(series))
    #expect(abs(fit.constant - (try #require(reference["constant"]))) < 1e-9)
    #expect(abs(fit.line - (try #require(reference["linear"]))) < 1e-9)
    #expect(abs(fit.curve - (try #require(reference["seed_12_6_3"]))) < 0.01)
  }

  @Test("the line's slope is the reference's", arguments: keys)
  func slope(key: String) throws {
    let (series, _) = try #require(try TrendReference.series(key))
    let slope: [Double] = try TrendReference.extrapolation(key, "linear_slope_m_per_yr")
    let verdict = try #require(TrendVerdict(series, level: 0.9))
    #expect(abs(verdict.slope - slope[0]) < 1e-9)
    let line = try #require(TrendModel.linear.fit(series))
    for (name, ahead) in [("linear|2027H1", 6.0), ("linear|2027H2", 12), ("linear|2028H2", 24)] {
      let forecast: TrendReference.Forecast = try TrendReference.extrapolation(key, name)
      #expect(abs(line.expected(at: 33 + ahead) - forecast.mean) < 1e-6)
      let band = line.band(0.9, at: 33 + ahead)
      #expect(band.lowerBound < forecast.pi90[0] + 0.3 && band.upperBound > forecast.pi90[1] - 0.3)
    }
  }

  @Test("the deviations of steps and the textbook bands are the reference's", arguments: keys)
  func walk(key: String) throws {
    let series = try #require(try TrendReference.series(key)).series
    for (dropped, name, sd) in [(0, "rw", "rw_sd_per_half_year"), (1, "rw_excl", "rw_sd_excl_first_drop")] {
      let deviation = try #require(series.stepDeviation(droppingFirst: dropped))
      #expect(abs(deviation - (try TrendReference.extrapolation(key, sd) as Double)) < 1e-9)
      for (period, steps) in [("2027H1", 1), ("2027H2", 2), ("2028H2", 4)] {
        let forecast: TrendReference.Forecast = try TrendReference.extrapolation(key, "\(name)|\(period)")
        let band = try #require(series.walkBand(deviation: deviation, steps: steps))
        #expect(abs(band.lowerBound - forecast.pi90[0]) < 0.01)
        #expect(abs(band.upperBound - forecast.pi90[1]) < 0.01)
        let last = try #require(series.periods.last).lag
        let under = Gaussian.cumulative(
          (NoiseFloor().months - last) / (deviation * Double(steps).squareRoot()))
        #expect(abs(under - forecast.p_below_noise_floor) < 1e-3)
      }
    }
  }

  @Test("the errors of simple rules are the reference's", arguments: keys)
  func backtest(key: String) throws {
    let series = try #require(try TrendReference.series(key)).series
    let reference: [String: Double] = try TrendReference.extrapolation(key, "loo_forward_mae")
    for (rule, name) in [
      (Backtest.Rule.persistence, "persistence"), (.meanSoFar, "mean_so_far"),
      (.halvingPerYear, "seed_halving_per_year"),
    ] {
      let row = try #require(Backtest(series).rows.first { $0.rule == rule && $0.steps == 1 })
      #expect(row.forecasts == 5)
      #expect(abs(row.meanAbsoluteError - (try #require(reference[name]))) < 1e-9)
    }
  }
}
