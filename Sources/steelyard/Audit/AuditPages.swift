import Audit
import Catalog
import Charts
import Policy
import UsageLogs

/// An audit as tables, pictures and sentences.
struct AuditPages {
  var report: AuditReport
  var summary: LogSummary
  var catalog: Catalog

  func text(_ format: AuditCommand.AuditOutput) -> String {
    let whole = CommandReport(
      title: "What the logs would have cost elsewhere", lead: lead,
      sections: [buckets, proven, unknown, blocked, holdouts, useCases, models, reading, assumptions].compactMap { $0 },
      footer: footer)
    return switch format {
    case .table: whole.text(.table)
    case .csv: whole.text(.csv)
    case .json: whole.text(.json)
    case .html: whole.text(.html)
    case .focus: ""
    }
  }

  private var lead: String {
    let total = report.total
    guard let period = report.period else { return "The logs hold no call that could be summed." }
    return "\(total.rows) rows, \(total.requests) requests from \(period.first.dayText) to \(period.last.dayText): "
      + "\(total.list) at list prices, \(total.logged) by the logs' own word (\(total.rowsLogged) rows say it). "
      + "Claimable: \(range(report.provenSaving)). What is unknown or forbidden is in no sum with it."
  }

  private var footer: [String] {
    [
      "Prices: newest of \(report.prices.newestPrice?.dayText ?? "an unknown day"), read \(report.prices.newestReading?.dayText ?? "on an unknown day"), fingerprint \(report.prices.fingerprint). Each row is rounded up to the nano-dollar once, as the ledger does.",
      "Ranges: every assumption at its favourable and at its unfavourable end together.",
    ] + report.notices.map { $0.description + "." }
  }

  private func range(_ saving: SavingRange) -> String {
    saving.low == saving.high
      ? Money.short(saving.expected)
      : "\(Money.short(saving.expected)) (\(Money.short(saving.low)) to \(Money.short(saving.high)))"
  }

  private var buckets: CommandReport.Section {
    var table = TextTable([
      .init("bucket"), .init("meaning"), .init("rows", .right), .init("requests", .right), .init("list price", .right),
      .init("as logged", .right), .init("saving"),
    ])
    for line in report.lines {
      table.add([
        name(line.line), meaning(line.line), "\(line.sums.rows)", "\(line.sums.requests)", "\(line.sums.list)",
        "\(line.sums.logged)", saving(line.line),
      ])
    }
    table.add([
      "all", "", "\(report.total.rows)", "\(report.total.requests)", "\(report.total.list)", "\(report.total.logged)",
      "",
    ])
    return .init(
      heading: "Where every row is", key: "buckets", tables: [table], charts: [bars].compactMap { $0 },
      notes: ["Rows add up to the whole; savings do not, because A may not be claimed and C is not known."])
  }

  private func name(_ line: AuditLine) -> String {
    switch line {
    case .blocked: "A blocked"
    case .proven: "B proven"
    case .unknown: "C unknown"
    case .nothingCheaper: "nothing cheaper"
    case .alreadyOpen: "open already"
    case .failed: "failed"
    case .unpriced: "unpriced"
    case .costOnly: "cost only"
    case .duplicate: "duplicates"
    case .unusable: "unusable"
    }
  }

  private func meaning(_ line: AuditLine) -> String {
    switch line {
    case .blocked: "policy forbids what would cost less: not claimable"
    case .proven: "evidence says equal: claimable"
    case .unknown: "cheaper and permitted, equal or not is unknown"
    case .nothingCheaper: "no priced offer would have cost less"
    case .alreadyOpen: "open weights served"
    case .failed: "not answered"
    case .unpriced: "no list price known"
    case .costOnly: "money without tokens, such as a bill's line"
    case .duplicate: "an id that was there before"
    case .unusable: "token counts that cannot be true"
    }
  }

  private func saving(_ line: AuditLine) -> String {
    switch line {
    case .blocked: "not claimable: \(range(report.blockedSaving))"
    case .proven: range(report.provenSaving)
    case .unknown: "if equal: \(range(report.unknownSaving))"
    default: ""
    }
  }

  private var bars: BarChart? {
    guard !report.byUseCase.isEmpty else { return nil }
    func dollars(_ amount: NanoDollars) -> Double { Double(amount.amount) / 1e9 }
    return BarChart(
      title: "List price by use case and bucket", subtitle: "",
      x: .number("US dollars in the period", includesZero: true),
      groups: [AuditLine.blocked, .proven, .unknown, .nothingCheaper, .alreadyOpen].compactMap { line in
        let bars = report.byUseCase.prefix(8).compactMap { useCase in
          useCase.byLine[line].map { Bar(useCase.title, dollars($0)) }
        }
        return bars.isEmpty ? nil : BarGroup(name(line), bars)
      }, source: "The logs, at Steelyard's dated list prices")
  }

  private var proven: CommandReport.Section? {
    moves(report.proven, "B: what evidence proves", "proven", evidence: true)
  }
  private var unknown: CommandReport.Section? { moves(report.unknown, "C: what nobody knows yet", "unknown") }

  private func moves(
    _ moves: [Move], _ heading: String, _ key: String, evidence: Bool = false
  ) -> CommandReport.Section? {
    guard !moves.isEmpty else { return nil }
    var table = TextTable([
      .init("use case"), .init("stakes"), .init("served by"), .init("could be"), .init("rows", .right),
      .init("list price", .right), .init("would cost"), .init("saving"), .init("tokens elsewhere"),
      .init("cache reads lost", .right), .init("residency uplift", .right),
      .init(evidence ? "evidence" : "to settle it"),
    ])
    for move in moves {
      table.add([
        move.useCase, move.stakes.rawValue, move.incumbent, move.challenger ?? "–", "\(move.covered.rows)",
        "\(move.covered.list)", range(move.cost), range(move.saving),
        move.tokenFactor.map {
          "× \(FigureText.short($0.value)) (\(FigureText.short($0.low)) to \(FigureText.short($0.high)))"
        }
          ?? "–", "\(move.cacheReadsLost)", "\(move.residencyUplift)", settled(move),
      ])
    }
    return .init(heading: heading, key: key, tables: [table, candidates(moves)])
  }

  private func settled(_ move: Move) -> String {
    let holdout = move.holdout.map(HoldoutText.move)
    return [standing(move), holdout].compactMap { $0 }.joined(separator: "; ")
  }

  // What a gate says of a move, or what a gate would need; nothing where ratings alone prove it.
  private func standing(_ move: Move) -> String? {
    if let claim = move.evidence {
      return
        "gate \(claim.gate), version \(claim.version): \(claim.pairs) pairs, loss \(FigureText.share(claim.loss.lowerBound)) to \(FigureText.share(claim.loss.upperBound))"
    }
    if move.line == .proven { return nil }
    guard let sample = move.sample else { return "these stakes are not settled by a sample" }
    return
      "\(sample.pairs) pairs (margin \(FigureText.share(sample.margin))), \(FigureText.short(sample.days)) days, \(Money.short(sample.cost))"
  }

  private func candidates(_ moves: [Move]) -> TextTable {
    var table = TextTable([
      .init("use case"), .init("served by"), .init("candidate"), .init("weights"), .init("tier"), .init("rows", .right),
      .init("would cost"), .init("saving"), .init("policy"),
    ])
    for move in moves {
      for candidate in move.candidates {
        table.add([
          move.useCase, move.incumbent, candidate.offer, candidate.weights.rawValue, candidate.tier.rawValue,
          "\(candidate.coveredRows)", range(candidate.cost), range(candidate.saving), verdict(candidate.verdict),
        ])
      }
    }
    return table
  }

  private func verdict(_ verdict: Verdict) -> String {
    verdict.allowed ? "permitted" : "refused by \(verdict.rule ?? "policy")"
  }
}
