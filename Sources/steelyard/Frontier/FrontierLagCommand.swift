import ArgumentParser
import Charts
import Foundation
import Frontier

/// `steelyard frontier lag`: the lag in months by each definition, over time, by kind of work, and what it depends on.
struct FrontierLagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lag", abstract: "Shows how many months one group of models lags another, by each definition.",
    discussion: """
      D1 record models: months since the leaders first were as good. D2 the mean distance of both frontiers over levels. \
      D3 day by day: since when a leader has been better than the best follower, strictly or by more than z standard \
      errors. D4 the offset of parallel lines. D5 the gap in points. D6 how long the leaders' records stood; records that \
      stand still count as lower bounds in the median (Kaplan and Meier). Threshold crossings compare raw scores: when \
      each side first reached 0.05, 0.10, … on each benchmark. docs/frontier.md explains each.
      """)

  @OptionGroup var options: FrontierOptions
  @Option(help: "'category': also by kind of work.") var by: Grouping?
  @Flag(help: "Also what the lag depends on, each choice changed by itself.") var sensitivity = false
  @Flag(help: "Also each record of the leaders and what reached it.") var catchUp = false
  @Option(help: "Means over month, quarter, half-year or year.", transform: Self.period) var period = LagPeriod.halfYear
  @Option(help: "table, csv, json or html; html has all parts and their pictures.") var format = ReportFormat.table

  enum Grouping: String, CaseIterable, ExpressibleByArgument { case category }

  private static func period(_ text: String) throws -> LagPeriod {
    guard let period = LagPeriod(rawValue: text) else {
      let allowed = LagPeriod.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("'\(text)' is none of \(allowed)")
    }
    return period
  }

  func run() throws {
    let (results, place) = try FrontierFiles.results(options.results)
    let pairs = try options.pairs()
    let categories = try FrontierFiles.categories()
    let isPage = format == .html
    let study = LagStudy(results: results, options: options, categories: categories)
    let first = try options.firstPair()
    var sections = [try study.definitions(pairs)]
    for pair in isPage ? pairs : [first] { sections.append(try study.history(pair, period)) }
    if by == .category || isPage { sections.append(try study.byCategory(pairs)) }
    if sensitivity || isPage { sections.append(try study.sensitivity(first)) }
    if catchUp || isPage { sections.append(try study.catchUps(first)) }
    let now = try options.estimator(results, first).current(z: 0)
    let report = CommandReport(
      title: "How far \(first.follower.name) models are behind \(first.leader.name) ones",
      lead: "On \(try options.window(results).upperBound) the lag is \(LagText.estimate(now)) months (D3, strict). "
        + "Definitions answer different questions and differ by months: compare only figures of one definition.",
      sections: sections, results: results, place: place)
    print(report.text(format), terminator: "")
  }
}
