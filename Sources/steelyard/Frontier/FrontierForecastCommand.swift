import ArgumentParser
import Charts
import Foundation
import Frontier

/// `steelyard frontier forecast`: whether the lag shrinks, where it may go, and what scenarios would change.
struct FrontierForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast", abstract: "Compares models of the trend, forecasts with bands, and plays scenarios.",
    discussion: """
      Half-year means of the daily lag (D3). Models are scored on periods that they had not seen. A negative lag means \
      that the followers lead; it is never cut off. A date is given only where the data support one.

      Scenarios: \(scenarioNames.joined(separator: ", ")). Several joined by + are combined, and a number \
      replaces the default: 'compute moat=0.4+head start=180' (share faster; days).
      """)

  @OptionGroup var options: FrontierOptions
  @Option(help: "A gap counts from so many standard errors; 0 counts any.") var z = 0.0
  @Option(help: "Months ahead, separated by commas.") var ahead = "6,12,18,24"
  @Option(help: "A scenario; may be repeated. 'all' plays each.") var scenario: [String] = []
  @Option(help: "What random numbers begin with.") var seed: UInt64 = LagStudy.seed
  @Option(help: "Futures that are drawn of each scenario.") var futures = 4_000
  @Option(help: "table, csv, json or html.") var format = ReportFormat.table

  static let scenarioNames = ["all"] + Scenario.all.map(\.name)

  func validate() throws {
    guard z >= 0, z.isFinite else { throw ValidationError("--z must be 0 or more") }
    guard (1...1_000_000).contains(futures) else { throw ValidationError("--futures must lie between 1 and 1000000") }
    _ = try months()
    _ = try scenarios()
  }

  func run() throws {
    let (results, place) = try FrontierFiles.results(options.results)
    let pair = try options.firstPair()
    let estimator = try options.estimator(results, pair)
    // A period of which only days were seen is no half-year.
    let series = LagSeries(estimator.periods(.halfYear, z: z), window: estimator.window).without(seenBelow: 0.1)
    let floor = NoiseFloor(estimator) ?? NoiseFloor()
    let study = ForecastStudy(
      series: series, pair: pair, ahead: try months(), source: results.provenance.source, floor: floor)
    var sections = [study.trend(), study.models(), study.forecasts(), study.backtest(), study.essay()]
    let played = try scenarios()
    if !played.isEmpty {
      sections.append(
        study.scenarios(played, start: estimator.current(z: z), futures: futures, seed: seed))
    }
    let report = CommandReport(
      title: "Where the lag is going: \(pair.name)",
      lead: (TrendVerdict(series)?.sentence ?? "There are too few half-years for a trend.") + " "
        + (TrendVerdict(series.fromPeak).map { "From the peak on: \($0.sentence) " } ?? "")
        + ParityDate.of(series, threshold: floor.months).sentence,
      sections: sections, results: results, place: place)
    print(report.text(format), terminator: "")
  }

  private func months() throws -> [Double] {
    let months = ahead.split(separator: ",").map { Double($0.trimmingCharacters(in: .whitespaces)) }
    let known = months.compactMap { $0 }.filter { $0 > 0 && $0 <= 120 }
    guard !known.isEmpty, known.count == months.count else {
      throw ValidationError("--ahead '\(ahead)' is not a list of months between 0 and 120, such as 6,12,24")
    }
    return known.sorted()
  }

  private func scenarios() throws -> [Scenario] {
    var played: [Scenario] = []
    for text in scenario {
      if text == "all" {
        played += Scenario.all
        continue
      }
      var combined: Scenario?
      for part in text.split(separator: "+") {
        let words = part.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        let value = words.count > 1 ? Double(words[1]) : nil
        guard words.count < 2 || value.map({ $0 >= 0 && $0.isFinite }) ?? false,
          let found = words.first.flatMap({ Scenario.named($0, value) })
        else {
          throw ValidationError(
            "'\(part)' is no scenario; there are \(Self.scenarioNames.joined(separator: ", ")), and all but the baseline "
              + "take a number, such as 'head start=180'")
        }
        combined = combined?.and(found) ?? found
      }
      if let combined { played.append(combined) }
    }
    return played
  }
}
