import ArgumentParser
import Charts
import Frontier

/// The parts of the report on lags.
struct LagStudy {
  let results: FrontierResults
  let options: FrontierOptions
  let categories: BenchmarkCategories
  /// What random numbers of intervals over crossings begin with.
  static let seed: UInt64 = 20_261_124

  var source: String { results.provenance.source }

  /// Every definition for every pair, side by side.
  func definitions(_ pairs: [FrontierPair]) throws -> CommandReport.Section {
    var table = TextTable(
      [.init("definition")] + pairs.map { .init("\($0.name) (90 %)", .right) } + [.init("unit")])
    let estimators = try pairs.map { try options.estimator(results, $0) }
    for definition in LagDefinition.all {
      table.add([definition.description] + estimators.map { cell($0.estimate(definition), definition) } + ["months"])
    }
    table.add(["D5 mean gap"] + estimators.map { LagText.estimate($0.gap) } + ["points"])
    let crossings = pairs.map { results.crossings($0) }
    let intervals = crossings.map { $0?.intervals(seed: Self.seed) }
    let means = crossings.indices.map { LagText.with(crossings[$0]?.statistics.mean, intervals[$0]?.mean) }
    table.add(["threshold crossings, mean of those reached"] + means + ["months"])
    let medians = crossings.indices.map {
      LagText.with(crossings[$0]?.statistics.medianWithPending, intervals[$0]?.medianWithPending)
    }
    table.add(["threshold crossings, median with those pending"] + medians + ["months"])
    table.add(["now: D3 strict, last day"] + estimators.map { LagText.estimate($0.current(z: 0)) } + ["months"])
    table.add(
      ["now: D3 unless within 1.645 SE, last day"] + estimators.map { LagText.estimate($0.current(z: 1.645)) } + [
        "months"
      ]
    )
    let window = try options.window(results)
    return .init(
      heading: "By definition, \(window.lowerBound) to \(window.upperBound)", key: "definitions", tables: [table],
      notes: [
        "Strict and significance rules cannot be compared with each other: the second counts what cannot be told apart as "
          + "caught up. In brackets after D6: records that still stand. Intervals leave out the choice of benchmarks."
      ])
  }

  private func cell(_ estimate: LagEstimate, _ definition: LagDefinition) -> String {
    let counts = [.catchUp, .catchUpMedian].contains(definition) && estimate.pending > 0
    return LagText.estimate(estimate) + (counts ? " [\(estimate.pending) stand]" : "")
  }

  /// Means by period with the trend, and the lag over time as a picture.
  func history(_ pair: FrontierPair, _ period: LagPeriod) throws -> CommandReport.Section {
    let estimator = try options.estimator(results, pair)
    var table = TextTable([
      .init("period"), .init("days", .right), .init("strict, months (90 %)", .right),
      .init("unless within 1.645 SE, months (90 %)", .right), .init("gap, points (90 %)", .right),
    ])
    let relaxed = estimator.periods(period, z: 1.645)
    for strict in estimator.periods(period, z: 0) {
      let other = relaxed.first { $0.period == strict.period }
      table.add([
        strict.period.name, "\(strict.lag.count)", LagText.estimate(strict.lag),
        other.map { LagText.estimate($0.lag) } ?? "–", LagText.estimate(strict.gap),
      ])
    }
    let series = LagSeries(estimator.periods(.halfYear, z: 0), window: estimator.window).without(seenBelow: 0.1)
    let notes = [("Half-years, strict", series), ("From the peak on, 2024H1", series.fromPeak)]
      .compactMap { name, series in TrendVerdict(series).map { "\(name): \($0.sentence)" } }
    return .init(
      heading: "Over time: \(pair.name)", key: "history_\(key(pair))", tables: [table],
      charts: [
        FrontierCharts.capability(estimator, source: source), FrontierCharts.lag(estimator, source: source),
      ], notes: notes)
  }

  /// By kind of work: crossings on its benchmarks, and an index of its own where there are enough.
  func byCategory(_ pairs: [FrontierPair]) throws -> CommandReport.Section {
    let rows = CategoryLags(results, categories, pairs, seed: Self.seed).rows
    var table = TextTable([
      .init("kind of work"), .init("pair"), .init("benchmarks", .right), .init("crossings", .right),
      .init("pending", .right), .init("mean, months (90 %)", .right), .init("median with pending (90 %)", .right),
      .init("trend, months a year (90 %)", .right),
    ])
    for row in rows {
      table.add([
        row.category, row.pair.name, "\(row.statistics.benchmarks)", "\(row.statistics.points)",
        "\(row.statistics.pending)", LagText.with(row.statistics.mean, row.intervals.mean),
        LagText.with(row.statistics.medianWithPending, row.intervals.medianWithPending),
        LagText.with(row.statistics.trend, row.intervals.trend),
      ])
    }
    return .init(
      heading: "By kind of work, on raw scores", key: "categories", tables: [table],
      charts: [FrontierCharts.categories(rows, source: source)],
      notes: [
        "The mean leaves out what followers have not reached, and so understates the lag. Held-out (private) benchmarks "
          + "show a longer lag than public ones, which training can have met. No interval for fewer than "
          + "\(ThresholdCrossings.fewestBenchmarks) benchmarks."
      ])
  }

  /// What the lag depends on besides the data.
  func sensitivity(_ pair: FrontierPair) throws -> CommandReport.Section {
    let study: LagSensitivity
    do { study = try LagSensitivity(results, query: try options.query(results, pair)) } catch let error as LagQueryError
    {
      throw ValidationError(error.description)
    }
    var table = TextTable([
      .init("choice"), .init("changed to"), .init("months (90 %)", .right), .init("difference (90 %)", .right),
    ])
    table.add(["–", "as asked: \(study.query.definition)", LagText.estimate(study.baseline), ""])
    for row in study.rows {
      table.add([
        row.kind.rawValue, row.label, LagText.estimate(row.estimate),
        LagText.with(row.difference, row.differenceInterval90),
      ])
    }
    return .init(
      heading: "What it depends on: \(pair.name)", key: "sensitivity", tables: [table],
      charts: [FrontierCharts.tornado(study, pair: pair, source: source)],
      notes: study.left.map { "Left out: \($0.label), since \($0.reason)." })
  }

  /// How long each record of the leaders stood.
  func catchUps(_ pair: FrontierPair) throws -> CommandReport.Section {
    let found = try options.estimator(results, pair).catchUpTable()
    var table = TextTable([
      .init("record of the leaders"), .init("released"), .init("points", .right), .init("reached by"),
      .init("months (90 %)", .right), .init("not significantly worse"), .init("months", .right),
    ])
    for row in found.rows {
      table.add([
        row.leader.name, row.leader.released.description, LagText.one(row.points), row.reachedBy?.name ?? "stands",
        LagText.estimate(row.time), row.matchedBy?.name ?? "–",
        row.matchTime.value.map(LagText.one) ?? LagText.estimate(row.matchTime),
      ])
    }
    let low = found.medianLow.map(LagText.one) ?? "–"
    return .init(
      heading: "Records and what reached them: \(pair.name)", key: "catch_up", tables: [table],
      notes: [
        "Half of the records are reached within \(LagText.estimate(found.median)) months; by the chance of which records "
          + "there were, \(low) to \(found.medianHigh.map(LagText.one) ?? "∞")."
      ])
  }

  private func key(_ pair: FrontierPair) -> String {
    pair.name.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
  }
}
