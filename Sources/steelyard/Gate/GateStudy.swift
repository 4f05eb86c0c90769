import Audit
import Catalog
import Evidence
import Gateway
import Ledger
import Policy
import Scoring

/// The parts of the report on one gate.
struct GateStudy {
  let reading: GateReading
  let snapshot: Snapshot
  let ledger: String
  let trail: GateTrail?
  let exchanges: [ShadowExchange]
  let spend: [ShadowSpendRow]
  /// Ratings of the use case since the gate is known: bad, neutral, good.
  let ratings: [Int]
  /// What callers say of both sides, where a lot has chosen between them.
  let holdout: HoldoutClaim?

  private var terms: GateTerms { reading.terms }

  init(
    _ reading: GateReading, store: EvidenceStore?, snapshot: Snapshot, ledger: String, isPage: Bool
  ) throws {
    self.reading = reading
    self.snapshot = snapshot
    self.ledger = ledger
    let id = reading.terms.id
    trail = reading.book == nil ? nil : try GateTrail(reading.terms, rows: reading.rows, points: isPage ? 160 : 0)
    exchanges = try store?.exchanges(of: id, limit: .max) ?? []
    spend = try store?.spend().filter { $0.gate == id } ?? []
    ratings = try store?.ratings(useCase: reading.terms.key.useCase, since: reading.entry.row?.createdAt) ?? [0, 0, 0]
    holdout = try store.flatMap { try HoldoutClaims.claim(of: reading.terms, in: $0, catalog: snapshot.catalog) }
  }

  var lead: String {
    var text = "The gate is \(reading.state)\(reading.since.map { " since \(GateText.time($0)) UTC" } ?? "")."
    if let waiting = heldByGuardrails {
      text += " Its pairs would open it; the guardrails \(waiting) are not yet shown to lie under their limits."
    }
    if let fault = reading.fault { text += " Its records are not believed, so it stays closed: \(fault)." }
    if reading.entry.gate == nil { text += " The policy in force has no gate of this version." }
    if reading.entry.row == nil { text += " The ledger has nothing of it yet: a gateway with 'shadow: on' begins it." }
    return text
  }

  /// The guardrails that a gathering gate still waits for when its pairs are enough; nil when there is no such wait.
  private var heldByGuardrails: String? {
    guard reading.isGathering, let basis = reading.gate?.basis, let needed = basis.logThresholdNotWorse,
      basis.pairs >= basis.minimumPairs, basis.logENotWorse >= needed
    else { return nil }
    let names = basis.guardrails.filter { $0.logEUnder < needed }.map(\.name)
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  func sections() throws -> [CommandReport.Section] {
    var sections = [about(), rules()]
    if let gate = reading.gate { sections += [evidence(gate), guardrails(gate), watch(gate)] }
    if !exchanges.isEmpty { sections.append(pairs()) }
    if !exchanges.isEmpty, hasJudge { sections.append(JudgeStudy(exchanges, noise: reading.gate?.noise).section()) }
    if let holdout = AuditPages.holdouts([holdout].compactMap { $0 }) { sections.append(holdout) }
    sections += [others()]
    if let trail, !trail.steps.isEmpty { sections.append(history(trail)) }
    return sections
  }

  private var hasJudge: Bool {
    reading.entry.gate?.judge != nil || exchanges.contains { $0.basis.hasPrefix(JudgeRecord.basis) }
  }

  private func about() -> CommandReport.Section {
    let key = terms.key
    var table = TextTable([.init("part"), .init("what"), .init("version")])
    table.add(["use case", key.useCase, ""])
    table.add(["tenant", key.tenant ?? "all of them", ""])
    table.add(["incumbent", key.incumbent, key.incumbentVersion])
    table.add(["challenger", key.challenger, key.challengerVersion])
    table.add(["judge", reading.entry.gate.map { $0.judge ?? "none: checks decide" } ?? "", key.judgeVersion])
    table.add(["policy", snapshot.configuration.policy.name, key.policyVersion])
    table.add(["id", "stands for all of the above", key.shortID])
    return .init(
      heading: "What its evidence is about", key: "key", tables: [table],
      notes: [
        "When any version changes, the gate closes and evidence begins anew under another id.",
        "Its rows in the ledger are those of '\(key.id)'.",
      ])
  }

  private func rules() -> CommandReport.Section {
    let rules = terms.rules
    var table = TextTable([.init("rule"), .init("value", .right), .init("unit")])
    table.add(["stakes", rules.stakes.rawValue, ""])
    table.add(["margin δ", GateText.plain(rules.margin), "points of a scale from −1 to 1"])
    table.add(["error α over all rounds", GateText.plain(rules.alpha), "chance of opening wrongly"])
    table.add(["error β in each round", GateText.plain(rules.beta), "chance of giving up wrongly"])
    table.add(["pairs at least", "\(rules.minimumPairs)", "conversations or distinct requests"])
    table.add([
      "pairs at most", rules.maximumPairs.map(String.init) ?? "no limit", "conversations or distinct requests",
    ])
    table.add(["drift threshold", GateText.plain(rules.driftThreshold), "mean audits between false alarms, at least"])
    table.add([
      "breaker", "\(rules.breaker.consecutive) or \(rules.breaker.failures) of \(rules.breaker.window)",
      "hard failures in a row, or of the last replies",
    ])
    if let gate = reading.entry.gate {
      table.add(["share while gathering", GateTable.share(gate.sharePPM), "of conversations"])
      table.add(["share audited once open", GateTable.share(gate.auditPPM), "of conversations"])
      table.add(["checks", gate.checks.map(\.description).joined(separator: ", "), ""])
    }
    if let permission = terms.permission {
      table.add(["permitted by", permission.name, "on \(permission.day): \(permission.reason)"])
    }
    return .init(heading: "Rules", key: "rules", tables: [table])
  }

  private func evidence(_ gate: Gate) -> CommandReport.Section {
    let basis = gate.basis
    let counts = gate.tally.counts
    let interval = ConfidenceSequence(gate.tally, alpha: 0.025, labelProbability: gate.rules.labelProbability)
    var table = TextTable([.init("figure"), .init("value", .right), .init("compared with")])
    table.add(["pairs", "\(basis.pairs)", "\(gate.rules.minimumPairs) at least"])
    table.add(["lost / half / tied / half / won", GateText.five(counts), "by the challenger"])
    if basis.cells.count > 1 || basis.cells.first.map({ $0.weight != .one }) == true {
      for cell in basis.cells {
        table.add(["  at weight \(GateText.plain(cell.weight.value))", GateText.five(cell.judged), ""])
      }
    }
    if gate.rules.labelProbability != nil {
      table.add(["labelled by a person too", "\(gate.tally.labelledTotal)", "by lot, to correct the judge"])
    }
    if basis.pairs > 0 {
      table.add([
        "mean difference", GateText.signed(counts.mean),
        "\(GateText.signed(interval.lower)) to \(GateText.signed(interval.upper)) at all times (95 %)",
      ])
      table.add([
        "at least, at the round's α", GateText.signed(reading.lowerBound),
        "\(GateText.signed(-basis.effectiveMargin)) = −margin as the judge sees it",
      ])
    }
    table.add([
      "ln E, not worse", GateText.signed(basis.logENotWorse, 4),
      basis.logThresholdNotWorse.map { "opens at \(GateText.number($0, 4))" } ?? "no round yet",
    ])
    table.add([
      "ln E, worse", GateText.signed(basis.logEWorse, 4), "closes at \(GateText.number(basis.logThresholdWorse, 4))",
    ])
    if let noise = basis.noise {
      table.add([
        "judge's noise", "\(noise.flipped) of \(noise.decisive) flipped",
        "at most \(GateText.percent(noise.flipLimit, 1)) (95 %), so the margin counts as "
          + GateText.number(basis.effectiveMargin, 4),
      ])
    }
    var section = CommandReport.Section(
      heading: "Evidence of round \(basis.round)", key: "evidence", tables: [table],
      notes: basis.noise == nil && hasJudge
        ? ["The judge is taken to be right: fewer than \(JudgeRecord.leastLabels) of its decisive pairs are labelled."]
        : [])
    if let trail, trail.points.count > 1 { section.charts = GateCharts.evidence(trail, terms: terms, ledger: ledger) }
    return section
  }

  private func guardrails(_ gate: Gate) -> CommandReport.Section {
    var table = TextTable([
      .init("guardrail"), .init("failed", .right), .init("checked", .right), .init("limit", .right),
      .init("ln E under", .right), .init("needs", .right), .init("ln E over", .right), .init("watch", .right),
    ])
    let basis = gate.basis
    for guardrail in basis.guardrails {
      table.add([
        guardrail.name, "\(guardrail.counts.failed)", "\(guardrail.counts.total)",
        GateText.percent(guardrail.limit, 1), GateText.signed(guardrail.logEUnder, 2),
        GateText.number(basis.logThresholdNotWorse, 2), GateText.signed(guardrail.logEOver, 2),
        guardrail.drift.map { GateText.number($0, 1) } ?? "–",
      ])
    }
    return .init(
      heading: "Guardrails", key: "guardrails", tables: [table],
      notes: ["All have to be shown to lie under their limits before the gate opens, each at the round's α."])
  }

  private func watch(_ gate: Gate) -> CommandReport.Section {
    var table = TextTable([.init("watch"), .init("now", .right), .init("closes at", .right), .init("seen", .right)])
    let basis = gate.basis
    if let drift = basis.drift {
      table.add([
        "drift", GateText.number(drift.statistic, 1), GateText.plain(drift.threshold), "\(drift.counts.total) pairs",
      ])
    }
    if let breaker = basis.breaker {
      table.add(["hard failures in a row", "\(breaker.consecutive)", "\(breaker.rule.consecutive)", ""])
      table.add([
        "hard failures of the last \(breaker.rule.window)", "\(breaker.failures)", "\(breaker.rule.failures)", "",
      ])
    }
    return .init(
      heading: "Watch", key: "watch",
      paragraphs: basis.drift == nil ? ["Nothing is watched while nothing is gathered or served."] : [],
      tables: basis.drift == nil ? [] : [table],
      notes: gate.isOpen
        ? ["Replies that did not close the gate are counted by each gateway and not written down."] : [])
  }

  private func others() -> CommandReport.Section {
    var table = TextTable([.init("what"), .init("count", .right), .init("cost", .right)])
    for kind in ShadowCallKind.allCases {
      let rows = spend.filter { $0.kind == kind }
      guard !rows.isEmpty else { continue }
      table.add(["calls: \(kind.rawValue)", "\(rows.reduce(0) { $0 + $1.calls })", GateListCommand.cost(rows)])
    }
    for (word, count) in zip(["bad", "neutral", "good"], ratings) {
      table.add(["feedback: \(word)", "\(count)", ""])
    }
    return .init(
      heading: "Cost and feedback", key: "cost_and_feedback", tables: [table],
      notes: [
        "Feedback is of the whole use case since the gate is known, whoever served. It is never mixed with the pairs: who "
          + "speaks up is no sample."
      ])
  }

  private func pairs() -> CommandReport.Section {
    var table = TextTable([
      .init("decided by"), .init("pairs", .right), .init("lost / half / tied / half / won", .right),
    ])
    let groups = Dictionary(grouping: exchanges, by: \.basis)
    for (basis, pairs) in groups.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
      var counts = PairCounts()
      for halves in pairs.compactMap(\.difference) {
        if let difference = Evidence.Difference(rawValue: Int8(clamping: halves)) { counts.add(difference) }
      }
      table.add([basis, "\(pairs.count)", counts.total == 0 ? "–" : GateText.five(counts)])
    }
    let unscored = exchanges.count { $0.difference == nil }
    let shares = Set(exchanges.map(\.inclusionPPM)).sorted().map { GateTable.share($0) }.joined(separator: ", ")
    return .init(
      heading: "Pairs of all rounds", key: "pairs", tables: [table],
      notes: [
        "Chosen with probability \(shares).",
        unscored * 10 > exchanges.count
          ? "\(unscored) of \(exchanges.count) pairs have no score, which may bias the rest." : "",
      ].filter { !$0.isEmpty })
  }

  private func history(_ trail: GateTrail) -> CommandReport.Section {
    var table = TextTable([
      .init("row", .right), .init("at (UTC)"), .init("from"), .init("to"), .init("why"),
      .init("lost / half / tied / half / won", .right), .init("ln E", .right), .init("needed", .right),
    ])
    for step in trail.steps {
      let basis = step.transition.basis
      let counts = (try? PairTally(cells: basis.cells))?.counts ?? PairCounts()
      table.add([
        "\(step.row.sequence)", GateText.time(step.row.at), GateText.state(step.transition.from),
        GateText.state(step.transition.to), GateText.cause(step.transition.cause), GateText.five(counts),
        GateText.signed(basis.logENotWorse, 3), GateText.number(basis.logThresholdNotWorse, 3),
      ])
    }
    return .init(
      heading: "History", key: "history", tables: [table],
      notes: ["Counts are those of the state that was left; with them and the rules above each line can be recomputed."]
    )
  }
}
