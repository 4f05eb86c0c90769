import Catalog
import Charts
import Economics
import Frontier
import Policy

/// Advice as tables, pictures and sentences.
struct AdviceReport {
  var advice: Advice
  var catalog: Catalog
  /// Whether every option and refusal is listed.
  var showsAll: Bool

  var lead: String {
    let rows = advice.rows.filter { $0.today != nil && $0.advised != nil }
    guard !rows.isEmpty else { return "Nothing says what serves today, so no saving can be named." }
    let saved = advice.today - advice.advised
    let proven = rows.filter(\.isProven).count
    return "At the prices of \(advice.at.dayText): \(Dollars.text(advice.today)) a month today, "
      + "\(Dollars.text(advice.advised)) advised, \(Dollars.text(saved)) less, error costs included where an error can be "
      + "made good. \(proven) of \(rows.count) rows rest on counted errors; the others are forecasts until yours are counted."
  }

  var sections: [CommandReport.Section] {
    var sections = [adoption, reasons, flips, evidence, breakEven, classes]
    if let hosting { sections.append(hosting) }
    if let plans { sections.append(plans) }
    sections.append(assumptions)
    sections.append(showsAll ? everything : leftOut)
    return sections
  }

  var footer: [String] {
    let newest = advice.rows.flatMap { $0.best.values.flatMap(\.prices) }.map(\.asOf).max()
    let lag = advice.rows.compactMap(\.lag).first
    return [
      "Prices: Steelyard's catalogue, the newest read on \(newest?.dayText ?? "an unknown day"); 'steelyard catalog show' names each source.",
      lag.map { "Lag of open models: \($0.source), models released until \($0.asOf)." } ?? "No lag was used.",
      "Intervals hold what is believed with 90 %: factors independent, deviations added in quadrature. Numbers called assumed are the workload's: put your own in.",
    ]
  }

  private var adoption: CommandReport.Section {
    var table = TextTable([
      .init("work"), .init("class"), .init("served by"), .init("today, $/month", .right),
      .init("advised, $/month", .right), .init("90 % interval"), .init("saving, $/month", .right), .init("errors"),
      .init("your policy"),
    ])
    for row in advice.rows {
      table.add([
        row.useCase.title, row.advised?.optionClass.rawValue ?? "nothing", row.advised?.label ?? "–",
        row.today.map { Dollars.text($0.monthly.value) } ?? "not said",
        row.advised.map { Dollars.text($0.monthly.value) } ?? "–",
        row.advised.map { Dollars.interval($0.monthly) } ?? "–",
        row.saving.map { Dollars.text($0.value) } ?? "–", row.isConstrained ? "bounded" : "weighed",
        policy(row),
      ])
    }
    return .init(
      heading: "What should serve", key: "adoption", tables: [table], charts: [costs],
      notes: [
        "Amounts hold tokens, reviews, caught errors and, where errors are weighed, the harm of uncaught ones. 'bounded': an error cannot be made good, so only options whose probability of one is shown to be low enough may serve, whatever they cost."
      ])
  }

  private func policy(_ row: UseCaseAdvice) -> String {
    guard let agreement = row.agreement else { return row.policyClass.rawValue }
    return switch agreement {
    case .agrees: "\(row.policyClass.rawValue): agrees"
    case .permits: "\(row.policyClass.rawValue): permits it"
    case .forbids: "\(row.policyClass.rawValue): forbids it"
    }
  }

  private var costs: BarChart {
    BarChart(
      title: "Cost by class of model",
      subtitle: "The best permitted option of each class, at the prices of \(advice.at.dayText)",
      x: .number("US dollars per month", includesZero: true),
      groups: [OptionClass.closed, .open, .hybrid].compactMap { option in
        let bars = advice.rows.compactMap { row in
          row.best[option].map {
            Bar(row.useCase.title, $0.monthly.value, low: $0.monthly.low, high: $0.monthly.high)
          }
        }
        return bars.isEmpty ? nil : BarGroup(option.rawValue, bars)
      }, source: "Steelyard's catalogue; error rates as in the table of assumptions")
  }

  private var reasons: CommandReport.Section {
    .init(
      heading: "Why", key: "why",
      paragraphs: advice.rows.map { row in
        "\(row.useCase.title): \(row.why)"
          + (row.todayRefusal.map { " Policy would refuse what serves today: \($0)." } ?? "")
      })
  }

  private var flips: CommandReport.Section {
    var table = TextTable([
      .init("work"), .init("what changes"), .init("today", .right), .init("flips at", .right), .init("to"),
    ])
    for row in advice.rows {
      for flip in row.flips {
        table.add([
          row.useCase.title, flip.parameter.rawValue, FigureText.value(flip.current, unit: flip.parameter.unit),
          FigureText.value(flip.at, unit: flip.parameter.unit), "\(flip.toClass.rawValue): \(flip.toLabel)",
        ])
      }
      for flip in row.swingFlips {
        table.add([
          row.useCase.title, "\(flip.factor.name) at the end of its interval", "",
          FigureText.value(flip.at, unit: flip.factor.unit), flip.toClass.rawValue,
        ])
      }
      if row.flips.isEmpty, row.swingFlips.isEmpty {
        table.add([row.useCase.title, "nothing that was tried", "", "", ""])
      }
    }
    return .init(heading: "What would flip it", key: "flips", tables: [table], charts: tornados)
  }

  private var tornados: [any Chart] {
    advice.rows.compactMap { row in
      guard let advised = row.advised, !row.swings.isEmpty else { return nil }
      return TornadoChart(
        title: row.useCase.title,
        subtitle: "Monthly cost of \(advised.label) with each factor at either end of its interval",
        x: .number("US dollars per month"), baseline: advised.monthly.value, baselineLabel: "as reckoned",
        sensitivities: row.swings.filter { $0.width > 0 && $0.atLow.isFinite && $0.atHigh.isFinite }.map { swing in
          Sensitivity(
            swing.factor.name, low: swing.atLow, high: swing.atHigh,
            lowLabel: FigureText.value(swing.quantity.low, unit: swing.factor.unit),
            highLabel: FigureText.value(swing.quantity.high, unit: swing.factor.unit))
        }, source: "The workload's numbers and their intervals")
    }
  }

  private var evidence: CommandReport.Section {
    var table = TextTable([.init("work"), .init("missing"), .init("answers to judge", .right), .init("what to do")])
    for row in advice.rows {
      for missing in row.missing {
        table.add([
          row.useCase.title, missing.kind.rawValue, missing.samples.map { "\($0)" } ?? "", missing.sentence,
        ])
      }
    }
    return .init(heading: "What is not known", key: "missing", tables: [table])
  }

  private var breakEven: CommandReport.Section {
    var table = TextTable([
      .init("work"), .init("cost gap per request", .right), .init("error gap", .right),
      .init("break-even error cost", .right), .init("90 % interval"), .init("assumed error cost", .right),
    ])
    for row in advice.rows {
      guard let even = row.breakEven else { continue }
      let cost = row.factors.first { $0.factor == .errorCost }?.quantity.value
      table.add([
        row.useCase.title, Dollars.text(even.costGap), FigureText.share(even.errorGap),
        even.errorCost.map { Dollars.text($0) } ?? "none",
        even.interval.map {
          "\(Dollars.text($0.lowerBound)) to \($0.upperBound.isFinite ? Dollars.text($0.upperBound) : "unbounded: the gap may be nil")"
        } ?? "none: the dearer one is not shown to be better",
        cost.map { Dollars.text($0) } ?? "",
      ])
    }
    return .init(
      heading: "From which cost of an error the dearer model pays", key: "break_even", tables: [table],
      notes: ["λ* = (C₂ − C₁) / (e₁ − e₂) between the best closed and the best open option, all errors uncaught."])
  }

  private var classes: CommandReport.Section {
    var table = TextTable([
      .init("work"), .init("class"), .init("option"), .init("tokens/request", .right), .init("wrong", .right),
      .init("at most", .right), .init("$/month", .right), .init("90 % interval"), .init("$/right answer", .right),
      .init("may serve"),
    ])
    for row in advice.rows {
      for option in OptionClass.allCases.compactMap({ row.best[$0] }) { table.add(cells(row, option)) }
    }
    return .init(heading: "The best of each class", key: "classes", tables: [table])
  }

  func cells(_ row: UseCaseAdvice, _ option: AdviceOption) -> [String] {
    let eligibility =
      switch option.eligibility {
      case .eligible: "yes"
      case .errorBound(let bound, let epsilon):
        "no: errors up to \(FigureText.share(bound)), \(FigureText.share(epsilon)) permitted"
      case .overBudget(let monthly, let budget):
        "no: \(Dollars.text(monthly)) is over the budget of \(Dollars.text(budget))"
      }
    return [
      row.useCase.title, option.optionClass.rawValue, option.label, Dollars.text(option.expected.cash),
      FigureText.share(option.error.value), FigureText.share(option.error.bound), Dollars.text(option.monthly.value),
      Dollars.interval(option.monthly), option.costOfPass.map { Dollars.text($0) } ?? "–", eligibility,
    ]
  }
}
