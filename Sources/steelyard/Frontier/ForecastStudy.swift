import Charts
import Foundation
import Frontier

/// The parts of the report on where a lag is going.
struct ForecastStudy {
  let series: LagSeries
  let pair: FrontierPair
  let ahead: [Double]
  let source: String
  let floor: NoiseFloor

  private func two(_ value: Double) -> String { String(format: "%.2f", value) }

  private var comparison: TrendComparison { TrendComparison(series) }

  /// The past by half-year.
  func trend() -> CommandReport.Section {
    var table = TextTable([
      .init("half-year"), .init("lag, months", .right), .init("standard error", .right), .init("seen", .right),
    ])
    for period in series.periods {
      table.add([
        period.name, LagText.one(period.lag), LagText.one(period.standardError), LagText.percent(period.seen),
      ])
    }
    return .init(heading: "Measured", key: "measured", tables: [table])
  }

  /// How well each model foretold what it had not seen.
  func models() -> CommandReport.Section {
    var table = TextTable([
      .init("model"), .init("periods foretold", .right), .init("log score", .right), .init("CRPS, months", .right),
      .init("RMSE, months", .right), .init("inside 90 %", .right), .init("weight", .right),
    ])
    for row in comparison.rows {
      table.add([
        row.model.name, "\(row.periods)", String(format: "%.2f", row.logScore), String(format: "%.2f", row.crps),
        String(format: "%.2f", row.rootMeanSquare), LagText.percent(row.inside90), String(format: "%.2f", row.weight),
      ])
    }
    let fewest = comparison.rows.map(\.periods).min() ?? 0
    return .init(
      heading: "Models, scored on periods they had not seen (rolling origin)", key: "models", tables: [table],
      notes: fewest < 5
        ? ["\(fewest) periods are too few to rank models by; the average weighs them nearly alike."] : [])
  }

  private var forecastsOfModels: [LagForecast] {
    let models = TrendModel.allCases.compactMap { LagForecast(series, model: $0, ahead: ahead, floor: floor) }
    return [LagForecast(averaging: comparison, series, ahead: ahead, floor: floor)].compactMap { $0 } + models
  }

  /// Bands by horizon, and the chance of being under the noise floor.
  func forecasts() -> CommandReport.Section {
    var table = TextTable([
      .init("by"), .init("months ahead", .right), .init("day"), .init("median", .right), .init("50 %", .right),
      .init("90 %", .right), .init("95 %", .right), .init("P(under floor)", .right), .init("P(followers lead)", .right),
    ])
    let all = forecastsOfModels
    for forecast in all {
      for point in forecast.points {
        let bands = point.bands.map { LagText.range($0.lower...max($0.lower, $0.upper)) }
        table.add(
          [forecast.name, LagText.one(point.ahead), point.day.description, LagText.one(point.median)] + bands
            + [LagText.percent(point.underFloor), LagText.percent(point.underZero)])
      }
    }
    let drawn = all.filter { [all.first?.name, TrendModel.linear.name].contains($0.name) }
    return .init(
      heading: "Forecasts, months", key: "forecasts", tables: [table],
      charts: [FrontierCharts.forecast(series, drawn, curve: .essay, pair: pair, source: source)],
      notes: [
        "Noise floor \(LagText.one(floor.months)) months: a gap below cannot be told from zero with this index "
          + "(\(two(floor.z)) × \(two(floor.differenceError)) points standard error of the two best models' difference ÷ "
          + "\(two(floor.speed)) points a month, the leaders' records of 30 months).",
        "Date under the floor by a straight line: \(ParityDate.of(series, threshold: floor.months, model: .linear).sentence)",
        "By decay to a floor: \(ParityDate.of(series, threshold: floor.months, model: .decay).sentence)",
        "A model's band holds only as far as the model does: under decay a straight line's 95 % band covered 59 to 88 % in "
          + "simulation (docs/frontier.md).",
      ])
  }

  /// How past forecasts would have done.
  func backtest() -> CommandReport.Section {
    var table = TextTable([
      .init("rule"), .init("half-years ahead", .right), .init("forecasts", .right), .init("mean error, months", .right),
    ])
    for row in Backtest(series).rows {
      table.add([row.rule.name, "\(row.steps)", "\(row.forecasts)", LagText.one(row.meanAbsoluteError)])
    }
    return .init(heading: "How past forecasts would have done", key: "backtest", tables: [table])
  }

  /// The line of the essay against the data.
  func essay() -> CommandReport.Section {
    let curve = ReferenceCurve.essay
    guard let fit = CurveFit(series) else {
      return .init(heading: "Scenario \(curve.name)", key: "essay", paragraphs: [curve.label])
    }
    var table = TextTable([
      .init("curve"), .init("fitted numbers", .right), .init("distance from \(fit.periods) half-years, months", .right),
    ])
    table.add(["\(curve.name) (halving each year)", "0", LagText.one(fit.curve)])
    table.add(["constant", "1", LagText.one(fit.constant)])
    table.add(["straight line", "2", LagText.one(fit.line)])
    return .init(
      heading: "Scenario \(curve.name) against the data", key: "essay", paragraphs: [curve.label], tables: [table])
  }

  /// Futures of each scenario.
  func scenarios(
    _ scenarios: [Scenario], start: LagEstimate, futures: Int, seed: UInt64
  ) -> CommandReport.Section {
    var world = ScenarioWorld()
    if let lag = start.value { world.lag = lag }
    if let interval = start.interval90 { world.lagError = (interval.upperBound - interval.lowerBound) / (2 * 1.645) }
    var table = TextTable([
      .init("scenario"), .init("months ahead", .right), .init("median lag", .right), .init("mean", .right),
      .init("90 %", .right), .init("P(under floor)", .right), .init("P(followers lead)", .right),
    ])
    for scenario in scenarios {
      let outcome = ScenarioOutcome.run(
        scenario, world: world, ahead: ahead, floor: floor, count: futures, seed: seed)
      for point in outcome.points {
        let band = point.bands.first { $0.level == 0.9 }
        table.add([
          scenario.name, LagText.one(point.ahead), LagText.one(point.median), LagText.one(point.mean),
          band.map { LagText.range($0.lower...max($0.lower, $0.upper)) } ?? "–", LagText.percent(point.underFloor),
          LagText.percent(point.underZero),
        ])
      }
    }
    return .init(
      heading: "Scenarios, months (\(futures) futures each, seed \(seed))", key: "scenarios",
      tables: [table],
      notes: scenarios.map { "\($0.name): \($0.assumption)" } + [
        "Speeds, jumps and hazards are assumptions stated in docs/frontier.md; a scenario is not a forecast."
      ])
  }
}
