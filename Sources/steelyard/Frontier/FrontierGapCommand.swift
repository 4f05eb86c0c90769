import ArgumentParser
import Charts
import Frontier

/// `steelyard frontier gap`: the vertical gap, in index points and on an arena, with what per cent hide.
struct FrontierGapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gap", abstract: "Shows how far the best leader is ahead of the best follower on a day, in points.",
    discussion: """
      Points of the capability index, and rating points of an arena with the share of comparisons that they win. Per cent \
      of a rating are shown as the Stanford AI Index prints them; the rating's zero is arbitrary, so they say little.
      """)

  @OptionGroup var options: FrontierOptions
  @Option(help: "Arena ratings as CSV instead of the built-in snapshots.") var ratings: String?
  @Option(help: "table, csv, json or html.") var format = ReportFormat.table

  func run() throws {
    let (results, place) = try FrontierFiles.results(options.results)
    let pairs = try options.pairs()
    let ratings = try FrontierFiles.ratings(ratings)
    let first = try options.firstPair()
    let sections = [try index(results, pairs), arena(ratings, pairs)]
    let gap = try options.estimator(results, first)
    let report = CommandReport(
      title: "The gap in points",
      lead:
        "On average over \(gap.window.lowerBound) to \(gap.window.upperBound) the best \(first.leader.name) model was "
        + "\(LagText.estimate(gap.gap)) index points above the best \(first.follower.name) one.",
      sections: sections, results: results, place: place)
    print(report.text(format), terminator: "")
  }

  private func index(_ results: FrontierResults, _ pairs: [FrontierPair]) throws -> CommandReport.Section {
    var table = TextTable([
      .init("pair"), .init("day"), .init("best leader"), .init("best follower"), .init("gap, points (90 %)", .right),
    ])
    for pair in pairs {
      let estimator = try options.estimator(results, pair)
      let sample = estimator.sample
      let gap = VerticalGap.capability(
        on: estimator.window.upperBound, sample.models, points: sample.points, pair: pair, draws: sample.draws)
      table.add([
        pair.name, estimator.window.upperBound.description,
        gap.map { "\($0.leader.name) \(LagText.one($0.leader.points))" } ?? "–",
        gap.map { "\($0.follower.name) \(LagText.one($0.follower.points))" } ?? "–",
        LagText.with(gap?.points, gap?.interval),
      ])
    }
    return .init(
      heading: "On the capability index, last day", key: "index", tables: [table],
      notes: ["That each side's best is picked for being best is not in the intervals (winner's curse)."])
  }

  private func arena(_ data: RatingData, _ pairs: [FrontierPair]) -> CommandReport.Section {
    var table = TextTable([
      .init("pair"), .init("snapshot"), .init("best leader"), .init("best follower"), .init("points (90 %)", .right),
      .init("% of rating ¹", .right), .init("wins", .right),
    ])
    var notes = ["¹ \(VerticalGap.percentWarning)."]
    var all: [(pair: FrontierPair, series: [VerticalGap])] = []
    for pair in pairs {
      // The built-in snapshots have the best open, closed, Chinese and US model each, and no best of a narrower group.
      if self.ratings == nil, ![.openBehindClosed, .chinaBehindUS].contains(pair) { continue }
      let series = VerticalGap.series(data.ratings, pair: pair)
      all.append((pair, series))
      for gap in yearly(series) {
        table.add([
          pair.name, gap.day.description, "\(gap.leader.name) \(Int(gap.leader.points))",
          "\(gap.follower.name) \(Int(gap.follower.points))", LagText.with(gap.points, gap.interval),
          LagText.one(gap.percent), gap.winProbability.map(LagText.percent) ?? "–",
        ])
      }
      // The two ends that a report of 2025 made famous: 8.0 % and 1.7 %.
      let percents = series.compactMap(\.percent)
      if pair == .openBehindClosed, let ends = EndPoints(first: 8.0, last: 1.7, among: percents),
        let warning = ends.warning
      {
        notes.append("The Stanford AI Index 2025 goes from 8.0 % to 1.7 %: \(warning).")
      }
    }
    notes.append("Arena: \(data.ratings.count) ratings of each snapshot's best; \(data.exclusionSummary).")
    return .init(
      heading: "On an arena of human preferences, every half-year", key: "arena", tables: [table],
      charts: [FrontierCharts.arena(all, source: "LMArena snapshots, derived numbers")], notes: notes)
  }

  // The first snapshot of each half-year, and the last of all.
  private func yearly(_ series: [VerticalGap]) -> [VerticalGap] {
    var seen: Set<String> = []
    var gaps = series.filter { seen.insert($0.day.halfYear).inserted }
    if let last = series.last, gaps.last != last { gaps.append(last) }
    return gaps
  }
}
