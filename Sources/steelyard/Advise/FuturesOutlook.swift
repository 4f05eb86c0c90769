import ArgumentParser
import Catalog
import Economics
import Foundation
import Frontier
import Futures
import Gateway
import Policy

/// What may become of a workload's rows: futures under scenarios, the incentive to leave closed models, and regrets.
struct FuturesOutlook {
  let work: [FutureWork]
  let options: FuturesOptions
  /// Rows of which no futures can be drawn.
  let missing: [String]
  let world: WorldAssumptions
  let history: [String: [PastMonth]]
  let start: Day

  init(
    _ workload: Workload, _ advice: Advice, catalog: Catalog, policy: Policy, lags: PublicLags,
    results: FrontierResults, isOwn: Bool,
    options: FuturesOptions
  ) throws {
    let maker = FutureWorkMaker(catalog: catalog, growth: options.growth)
    let made = advice.rows.map { (row: $0, work: maker.work($0)) }
    work = made.compactMap(\.work)
    missing = made.filter { $0.work == nil }.map(\.row.useCase.title)
    guard !work.isEmpty else {
      throw ValidationError("no row has both an error rate and an option, so no futures can be drawn")
    }
    self.options = options
    start = Day(number: advice.at.day)
    let series = try Self.series(results)
    // The defaults are measured on the built-in results with more care than a short series of one's own allows.
    let moved = isOwn ? WorldAssumptions().moving(as: series, source: results.provenance.source) : nil
    world = moved ?? WorldAssumptions()
    history = Self.history(workload, work, catalog: catalog, policy: policy, lags: lags, series: series, start: start)
  }

  private static func series(_ results: FrontierResults) throws -> LagSeries {
    let options = try FrontierOptions.parse([])
    let estimator = try options.estimator(results, .openBehindClosed)
    return LagSeries(estimator.periods(.halfYear, z: 0), window: estimator.window).without(seenBelow: 0.1)
  }

  /// The past twelve months at the prices of each: the best of each kind then, under the names of today's options.
  private static func history(
    _ workload: Workload, _ work: [FutureWork], catalog: Catalog, policy: Policy, lags: PublicLags, series: LagSeries,
    start: Day
  ) -> [String: [PastMonth]] {
    let maker = FutureWorkMaker(catalog: catalog, growth: 0)
    var history: [String: [PastMonth]] = [:]
    for months in stride(from: 12, through: 1, by: -1) {
      let day = Day(number: start.number - Int((Double(months) * Day.perMonth).rounded()))
      let then = Adviser.advise(
        workload, catalog: catalog, policy: policy, lags: lags,
        at: Timestamp(milliseconds: Int64(day.number) * 86_400_000))
      for now in work {
        guard let past = then.rows.first(where: { $0.useCase.id == now.useCase }).flatMap(maker.work) else { continue }
        var costs: [String: Double] = [:]
        for option in now.options where option.rent == nil && option.plan == nil {
          let same = past.options.first { $0.id == option.id }
          costs[option.id] =
            same?.tokenCost ?? past.options.filter { $0.kind == option.kind }.map(\.tokenCost).min()
        }
        let lag = lag(on: day, series) ?? now.lag
        history[now.useCase, default: []].append(PastMonth(day: day, tokenCosts: costs, lag: lag))
      }
    }
    return history
  }

  private static func lag(on day: Day, _ series: LagSeries) -> Assumption? {
    let nearest = series.periods.min {
      abs(series.day(at: $0.middle).number - day.number) < abs(series.day(at: $1.middle).number - day.number)
    }
    return nearest.map { period in
      let half = 1.645 * period.standardError
      return Assumption(
        "lag", period.lag, period.lag - half...period.lag + half, unit: "months",
        source: "mean daily lag (D3) of \(period.name) on public benchmarks")
    }
  }

  /// Draws the futures and says what they hold.
  func sections() async throws -> [CommandReport.Section] {
    let cases = try options.cases()
    let bar = ProgressBar("drawing futures", of: cases.count * 100)
    let share = max(1, options.futures / 100)
    let threshold = DefectionThreshold(.share(options.threshold))
    let seen = Steps()
    let study: FutureStudy
    do {
      study = try await FutureStudy.run(
        work, cases: cases, world: world, thresholds: [threshold], horizon: options.months, count: options.futures,
        seed: options.seed, workers: ProcessInfo.processInfo.activeProcessorCount
      ) { place, done in
        for _ in 0..<seen.new(place * 100 + min(100, done / share)) { bar.step() }
      }
    } catch let error as FutureInputError { throw ValidationError(error.description) }
    bar.end()
    let text = FuturesReport(study: study, missing: missing, start: start)
    return try [defection(study, threshold)] + text.sections
  }

  private func defection(_ study: FutureStudy, _ threshold: DefectionThreshold) throws -> CommandReport.Section {
    guard let run = study.runs.first else {
      return .init(heading: "Incentive to leave closed models", key: "defection")
    }
    let curves = try work.map { work in
      do {
        return try DefectionCurve(
          work, .expected, history: history[work.useCase] ?? [], forecast: run, start: start)
      } catch let error as FutureInputError { throw ValidationError(error.description) }
    }
    return DefectionReport(
      curves: curves, titles: Dictionary(work.map { ($0.useCase, $0.title) }, uniquingKeysWith: { $1 }),
      threshold: threshold, share: options.threshold
    ).section
  }
}
