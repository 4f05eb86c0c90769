import Charts
import Frontier
import Futures

/// What futures under scenarios hold: changes of rows, cost at risk, regrets.
struct FuturesReport {
  var study: FutureStudy
  var missing: [String]
  var start: Day

  var sections: [CommandReport.Section] { [changes, risk, regrets, assumptions] }

  private var changes: CommandReport.Section {
    var table = TextTable([
      .init("scenario"), .init("work"), .init("today"), .init("likeliest in 12 months"), .init("at the end"),
      .init("row changes in", .right), .init("first change"), .init("90 % interval"),
    ])
    for run in study.runs {
      for row in run.rows {
        table.add([
          run.name, row.title, row.today?.rawValue ?? "nothing", kind(row, 12), kind(row, run.horizon),
          "\(FigureText.share(1 - row.change.shareNever)) ± \(FigureText.share(run.samplingError(ofShare: row.change.shareNever)))",
          row.change.median.map(month) ?? "in most futures not",
          "\(row.change.earliest.map(month) ?? "later") to \(row.change.latest.map(month) ?? "beyond")",
        ])
      }
    }
    return .init(
      heading: "What changes, and when", key: "changes", tables: [table],
      notes: [
        "\(study.runs.first?.count ?? 0) futures for each scenario, seed \(study.runs.first?.seed ?? 0); the same futures in each, which differ by the scenario alone."
      ] + (missing.isEmpty ? [] : ["No futures could be drawn of: \(missing.joined(separator: ", "))."]))
  }

  private func kind(_ row: AdoptionRow, _ month: Int) -> String {
    guard let found = row.months.last(where: { $0.month <= month }) else { return "–" }
    guard let kind = found.likeliest else { return "nothing (\(FigureText.share(found.unserved)))" }
    return "\(kind.rawValue) (\(FigureText.share(found.shares[kind] ?? 0)))"
  }

  private func month(_ month: Int) -> String {
    month == 0 ? "today" : Day(number: start.number + Int((Double(month) * Day.perMonth).rounded())).description
  }

  private var risk: CommandReport.Section {
    var table = TextTable([
      .init("scenario"), .init("work"), .init("staying put, $/month", .right), .init("80 % of futures"),
      .init("best in each month, $/month", .right), .init("80 % of futures"),
    ])
    for run in study.runs {
      for cost in run.costs {
        guard let stay = cost.stay.last(where: { $0.month <= 12 }),
          let best = cost.advised.last(where: { $0.month <= 12 })
        else { continue }
        table.add([
          run.name, run.rows.first { $0.useCase == cost.useCase }?.title ?? "all", Dollars.text(stay.p50),
          "\(Dollars.text(stay.p10)) to \(Dollars.text(stay.p90))", Dollars.text(best.p50),
          "\(Dollars.text(best.p10)) to \(Dollars.text(best.p90))",
        ])
      }
    }
    return .init(
      heading: "Cost at risk in twelve months", key: "cost_at_risk", tables: [table], charts: [bands].compactMap { $0 })
  }

  private var bands: LineChart? {
    guard let run = study.runs.first, let cost = run.costs.last else { return nil }
    func points(_ bands: [FutureBand]) -> [DataPoint] {
      bands.map { DataPoint(x: Double($0.month), y: $0.p50, low: $0.p10, high: $0.p90) }
    }
    return LineChart(
      title: "Monthly cost of all work, errors included", subtitle: "Median and 80 % of futures, \(run.name)",
      x: .number("months from now"), y: .number("US dollars per month", includesZero: true),
      series: [.line("staying put", points(cost.stay)), .line("best in each month", points(cost.advised))],
      source: "\(run.count) futures, seed \(run.seed)")
  }

  private var regrets: CommandReport.Section {
    var table = TextTable([
      .init("work"), .init("decision now"), .init("right or near in", .right), .init("expected regret", .right),
      .init("worst scenario"), .init("its regret", .right), .init("worst future", .right),
    ])
    for regrets in [study.regrets].compactMap({ $0 }) + study.regretsByUseCase {
      for row in regrets.rows {
        table.add([
          title(regrets.useCase), row.policy.rawValue, FigureText.share(row.shareNearBest),
          Dollars.text(row.expectedRegret), regrets.cases[row.worstCase], Dollars.text(row.worstExpectedRegret),
          Dollars.text(row.worstRegret),
        ])
      }
    }
    let advice = ([study.regrets].compactMap { $0 } + study.regretsByUseCase).map { regrets in
      "\(title(regrets.useCase)): \(regrets.advice)"
    }
    return .init(
      heading: "What to do now that is right in most futures", key: "regrets", paragraphs: advice, tables: [table],
      notes: [
        "Regret: what a decision costs over \(study.runs.first?.horizon ?? 0) months above the one that turns out cheapest in the same future. 'Near': within \(FigureText.share(study.regrets?.tolerance ?? 0)) of it. Every scenario counts as much as any other."
      ])
  }

  private func title(_ useCase: String?) -> String {
    useCase.flatMap { id in study.runs.first?.rows.first { $0.useCase == id }?.title } ?? "all"
  }

  private var assumptions: CommandReport.Section {
    var table = TextTable([.init("assumption"), .init("value", .right), .init("90 % interval"), .init("source")])
    for assumption in study.runs.first?.assumptions ?? [] {
      table.add([
        assumption.name, "\(FigureText.short(assumption.value)) \(assumption.unit)",
        assumption.interval.map { "\(FigureText.short($0.lowerBound)) to \(FigureText.short($0.upperBound))" }
          ?? "exact",
        assumption.source,
      ])
    }
    return .init(heading: "What the futures are drawn from", key: "futures_assumptions", tables: [table])
  }
}
