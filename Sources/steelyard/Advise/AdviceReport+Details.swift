import Catalog
import Economics

extension AdviceReport {
  /// Machines of one's own against the best open offer; nil without any.
  var hosting: CommandReport.Section? {
    var table = TextTable([
      .init("work"), .init("machines"), .init("busy", .right), .init("$/month", .right), .init("$/M tokens", .right),
      .init("against"), .init("cheaper between, requests/month"),
    ])
    var count = 0
    for row in advice.rows {
      for hosting in row.hosting {
        count += 1
        table.add([
          row.useCase.title, "\(hosting.plan.gpus) × \(hosting.hosting.gpu) for \(hosting.hosting.model)",
          FigureText.share(hosting.plan.busyShare), Dollars.text(hosting.plan.total),
          hosting.plan.perMillionTokens.map { Dollars.text($0) } ?? "–", hosting.against, staircase(hosting.breakEven),
        ])
      }
    }
    guard count > 0 else { return nil }
    return .init(
      heading: "On machines of your own", key: "self_hosting", tables: [table],
      notes: [
        "Whole GPUs, rent paid idle, people included. More volume needs one more replica at once, so the ranges in which machines are cheaper are a staircase."
      ] + Set(advice.rows.flatMap { $0.hosting.map { "\($0.hosting.model): \($0.hosting.source)." } }).sorted())
  }

  private func staircase(_ even: HostingBreakEven) -> String {
    guard !even.intervals.isEmpty else { return "at no volume" }
    let shown = even.intervals.prefix(3).map { interval in
      "\(FigureText.short(interval.above)) and \(interval.upTo.isFinite ? FigureText.short(interval.upTo) : "any more")"
    }
    let more = even.intervals.count - shown.count
    return shown.joined(separator: "; ") + (more > 0 || even.isTruncated ? "; and \(more) more ranges" : "")
  }

  /// Flat-rate plans against tokens; nil without any.
  var plans: CommandReport.Section? {
    var table = TextTable([
      .init("work"), .init("plan"), .init("plan, $/month", .right), .init("metered, $/month", .right),
      .init("fee per request", .right), .init("pays from, requests per seat", .right), .init("cheaper"),
    ])
    let rows = advice.rows.compactMap { row in row.plan.map { (row, $0) } }
    guard !rows.isEmpty else { return nil }
    for (row, plan) in rows {
      table.add([
        row.useCase.title, "\(plan.plan.seats) × \(plan.plan.name) at \(Dollars.text(plan.plan.feePerSeat))",
        Dollars.text(plan.planMonthly), Dollars.text(plan.meteredMonthly),
        plan.feePerRequest.map { Dollars.text($0) } ?? "–",
        plan.breakEvenPerSeat.map { FigureText.short($0) } ?? "never within its limit",
        plan.planWins ? "the plan" : "metered use",
      ])
    }
    return .init(
      heading: "Plans against tokens", key: "plans", tables: [table],
      notes: Set(rows.map { "\($0.1.plan.name): \($0.1.plan.source)." }).sorted())
  }

  /// Every factor with what it rests on.
  var assumptions: CommandReport.Section {
    var table = TextTable([
      .init("work"), .init("factor"), .init("value", .right), .init("90 % interval"), .init("basis"), .init("source"),
    ])
    for row in advice.rows {
      for (factor, quantity) in row.factors {
        table.add([
          row.useCase.title, factor.name, FigureText.value(quantity.value, unit: factor.unit),
          quantity.isExact
            ? "exact"
            : "\(FigureText.value(quantity.low, unit: factor.unit)) to \(FigureText.value(quantity.high, unit: factor.unit))",
          quantity.basis.kind, quantity.basis.source,
        ])
      }
    }
    return .init(heading: "What it rests on", key: "assumptions", tables: [table])
  }

  /// What was left out, counted.
  var leftOut: CommandReport.Section {
    var table = TextTable([.init("work"), .init("offers", .right), .init("left out by"), .init("reason")])
    for row in advice.rows { add(row, to: &table) }
    return .init(
      heading: "Left out", key: "left_out", tables: [table], notes: ["'--all' lists every option that was weighed."])
  }

  private func add(_ row: UseCaseAdvice, to table: inout TextTable) {
    for refusal in row.refusals {
      table.add([row.useCase.title, "\(refusal.offers)", refusal.rule, refusal.reason])
    }
    if !row.unpriced.isEmpty {
      table.add([
        row.useCase.title, "\(row.unpriced.count)", "no price",
        "the catalogue has no price for what a request uses: \(names(row.unpriced.map(\.offer)))",
      ])
    }
    if !row.unjudged.isEmpty {
      table.add([
        row.useCase.title, "\(row.unjudged.count)", "no error rate",
        "nothing says how often they err: \(names(row.unjudged))",
      ])
    }
  }

  private func names(_ offers: [OfferID]) -> String {
    let shown = offers.prefix(4).joined(separator: ", ")
    return offers.count > 4 ? "\(shown) and \(offers.count - 4) more" : shown
  }

  /// Every option that was weighed, and what was left out.
  var everything: CommandReport.Section {
    var options = TextTable([
      .init("work"), .init("class"), .init("option"), .init("tokens/request", .right), .init("wrong", .right),
      .init("at most", .right), .init("$/month", .right), .init("90 % interval"), .init("$/right answer", .right),
      .init("may serve"),
    ])
    var refused = TextTable([.init("work"), .init("offers", .right), .init("left out by"), .init("reason")])
    for row in advice.rows {
      for option in row.options { options.add(cells(row, option)) }
      add(row, to: &refused)
    }
    return .init(heading: "Every option", key: "options", tables: [options, refused])
  }
}
