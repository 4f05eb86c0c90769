import Charts
import Frontier

/// The pictures of the frontier commands.
enum FrontierCharts {
  static func x(_ day: Day) -> Double { Double(day.number) }

  /// All models of both sides with their errors, and each side's record over time.
  static func capability(_ estimator: LagEstimator, source: String) -> LineChart {
    let sample = estimator.sample
    func points(_ side: FrontierSide) -> [DataPoint] {
      sample.models.indices.filter {
        side.has(sample.models[$0]) && estimator.window.contains(sample.models[$0].released)
      }
      .map { index in
        let spread = sample.draws.isEmpty ? nil : Quantile.interval(sample.draws.map { $0[index] })
        return DataPoint(
          x: x(sample.models[index].released), y: sample.points[index], low: spread?.lowerBound,
          high: spread?.upperBound)
      }
    }
    func records(_ records: [Frontier.Record], last: Int) -> [DataPoint] {
      records.enumerated().map { number, record in
        DataPoint(
          x: x(record.day), y: record.points,
          label: number >= records.count - last ? sample.models[record.model].name : nil)
      } + (records.last.map { [DataPoint(x: x(estimator.window.upperBound), y: $0.points)] } ?? [])
    }
    let pair = estimator.pair
    return LineChart(
      title: "Capability of \(pair.follower.name) and \(pair.leader.name) models over time",
      subtitle: "Each point is a model; the steps are the best so far of each side",
      x: .date("release date"), y: .number("capability, index points"),
      series: [
        .scatter("\(pair.leader.name) models", points(pair.leader), hue: .vermilion, isHollow: true),
        .scatter("\(pair.follower.name) models", points(pair.follower), hue: .blue, isHollow: true),
        .step("best \(pair.leader.name)", records(estimator.frontier.leaders, last: 2), hue: .vermilion),
        .step(
          "best \(pair.follower.name)", records(estimator.frontier.followers, last: 2), hue: .blue, pattern: .dashed),
      ], source: source)
  }

  /// The daily lag with its band, strict and with a significance rule.
  static func lag(_ estimator: LagEstimator, source: String) -> LineChart {
    func points(_ z: Double) -> [DataPoint] {
      estimator.curve(z: z, step: 7).points.map {
        DataPoint(x: x($0.day), y: $0.months, low: $0.band90?.lowerBound, high: $0.band90?.upperBound)
      }
    }
    return LineChart(
      title: "Lag: \(estimator.pair.name)",
      subtitle: "Since when a leader has been better than the best follower of the day",
      x: .date("day"), y: .number("lag, months", includesZero: true),
      series: [
        .line("any gap counts", points(0), hue: .blue),
        .line("unless within 1.645 standard errors", points(1.645), hue: .amber, pattern: .dashed),
      ], interval: "90 % of refits", source: source)
  }

  /// The past by half-years and forecasts with bands; a proposed curve beside them.
  static func forecast(
    _ series: LagSeries, _ forecasts: [LagForecast], curve: ReferenceCurve?, pair: FrontierPair, source: String
  ) -> LineChart {
    let past = series.periods.map { period in
      DataPoint(
        x: x(series.day(at: period.middle)), y: period.lag, low: period.lag - 1.645 * period.standardError,
        high: period.lag + 1.645 * period.standardError)
    }
    var all: [Series] = []
    for (forecast, hue) in zip(forecasts, [Hue.vermilion, .purple, .green, .sky]) {
      let last = past.last.map { [DataPoint(x: $0.x, y: $0.y, low: $0.y, high: $0.y)] } ?? []
      all.append(
        .line(
          forecast.name,
          last
            + forecast.points.map { point in
              let band = point.bands.first { $0.level == 0.9 }
              return DataPoint(x: x(point.day), y: point.median, low: band?.lower, high: band?.upper)
            }, hue: hue, pattern: .dashed))
    }
    if let curve, let first = past.first?.x, let end = forecasts.first?.points.last.map({ x($0.day) }) {
      let days = stride(from: max(first, x(curve.start)), through: end, by: 91)
      all.append(
        .line(
          "scenario \(curve.name)", days.map { DataPoint(x: $0, y: curve.lag(on: Day(number: Int($0)))) }, hue: .grey,
          pattern: .dotted))
    }
    all.append(.line("measured", past, hue: .blue))
    return LineChart(
      title: "Lag by half-year and forecasts: \(pair.name)",
      subtitle: "Below zero the followers lead; the dotted line is somebody's scenario, not a fit",
      x: .date("middle of the half-year"), y: .number("lag, months", includesZero: true), series: all,
      references: forecasts.first.map { [.horizontal(at: $0.floor, "noise floor")] } ?? [], source: source)
  }

  /// Lags by kind of work.
  static func categories(_ rows: [CategoryLags.Row], source: String) -> BarChart {
    var groups: [BarGroup] = []
    for pair in rows.map(\.pair).reduce(into: [FrontierPair](), { if !$0.contains($1) { $0.append($1) } }).prefix(2) {
      groups.append(
        BarGroup(
          pair.name,
          rows.filter { $0.pair == pair && $0.statistics.mean != nil }
            .map { row in
              Bar(
                row.category, row.statistics.mean ?? 0, low: row.intervals.mean?.lowerBound,
                high: row.intervals.mean?.upperBound, count: row.statistics.points)
            }))
    }
    return BarChart(
      title: "Lag by kind of work", subtitle: "Mean over score thresholds that both sides have reached",
      x: .number("lag, months", includesZero: true), groups: groups, source: source)
  }

  /// The widest choices first.
  static func tornado(_ study: LagSensitivity, pair: FrontierPair, source: String) -> TornadoChart {
    TornadoChart(
      title: "What the lag depends on: \(pair.name)", subtitle: "Each choice changed by itself",
      x: .number("lag, months"), baseline: study.baseline.value ?? 0, baselineLabel: "\(study.query.definition)",
      sensitivities: study.bars.map {
        Sensitivity($0.kind.rawValue, low: $0.low, high: $0.high, lowLabel: $0.lowLabel, highLabel: $0.highLabel)
      }, source: source)
  }

  /// The gap on an arena over its snapshots.
  static func arena(_ gaps: [(pair: FrontierPair, series: [VerticalGap])], source: String) -> LineChart {
    LineChart(
      title: "Gap on the arena",
      subtitle: "Best leader minus best follower, rating points; 36 points win 55 % of comparisons",
      x: .date("snapshot"), y: .number("gap, rating points", includesZero: true),
      series: gaps.map { gap in
        .line(
          gap.pair.name,
          gap.series.map {
            DataPoint(x: x($0.day), y: $0.points, low: $0.interval?.lowerBound, high: $0.interval?.upperBound)
          })
      }, source: source)
  }
}
