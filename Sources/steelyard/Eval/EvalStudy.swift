import Catalog
import Evidence
import Gateway
import Learning
import Policy
import Scoring

/// The report on a golden set.
struct EvalStudy {
  let file: String
  let golden: GoldenSet
  let results: [GoldenResult]
  let terms: GateTerms
  let gate: Policy.Gate
  let recording: GoldenRecording?
  let showsAll: Bool

  private var verdict: EvalVerdict { EvalVerdict(results, terms: terms) }

  var report: CommandReport {
    let verdict = verdict
    var sections = [result(verdict), coverage(), bases()]
    if !tally.orders.isEmpty || !labelled.isEmpty { sections.append(judge()) }
    sections.append(cost())
    if showsAll { sections.append(list()) }
    if !golden.problems.isEmpty { sections.append(problems()) }
    return CommandReport(
      title: "\(gate.challenger) in place of \(gate.incumbent) for '\(gate.useCase)'",
      lead: verdict.sentence(terms), sections: sections,
      footer: [
        "Golden set: \(file), \(golden.cases.count) usable of \(golden.lines) lines. Recipe and rules: "
          + "\(gate.judge.map { "judge \($0), " } ?? "no judge, ")version \(terms.key.judgeVersion)."
      ])
  }

  private var tally: ScoreTally {
    var tally = ScoreTally()
    for outcome in results.compactMap(\.outcome) { tally.add(outcome) }
    return tally
  }

  private func result(_ verdict: EvalVerdict) -> CommandReport.Section {
    let counts = verdict.counts
    let interval = ConfidenceSequence(counts, alpha: 0.025)
    let rules = terms.rules
    var table = TextTable([.init("figure"), .init("value", .right), .init("compared with")])
    table.add(["scored pairs", "\(counts.total)", "\(rules.minimumPairs) at least for a gate"])
    table.add(["lost / half / tied / half / won", GateText.five(counts), "by the challenger"])
    if counts.total > 0 {
      table.add([
        "mean difference", GateText.signed(counts.mean),
        "\(GateText.signed(interval.lower)) to \(GateText.signed(interval.upper)) at all times (95 %)",
      ])
      table.add([
        "margin", GateText.signed(-rules.margin),
        interval.lower > -rules.margin ? "the interval lies above it" : "the interval reaches below it",
      ])
    }
    if let basis = verdict.gate?.basis {
      table.add([
        "ln E, not worse", GateText.signed(basis.logENotWorse, 3),
        "opens at \(GateText.number(basis.logThresholdNotWorse, 3)) (round 1)",
      ])
      table.add([
        "ln E, worse", GateText.signed(basis.logEWorse, 3), "closes at \(GateText.number(basis.logThresholdWorse, 3))",
      ])
    }
    for guardrail in rules.guardrails {
      let count = verdict.guardrails[guardrail.name] ?? RateCounts()
      table.add([
        "challenger: \(guardrail.name)", GateText.share(Proportion(hits: count.failed, count: count.total)),
        "\(GateText.percent(guardrail.limit, 1)) at most",
      ])
    }
    return .init(heading: "Result", key: "result", tables: [table], notes: recorded())
  }

  private func recorded() -> [String] {
    guard let recording else { return ["Nothing was recorded; with --record the pairs count as the gate's evidence."] }
    var text = "Recorded \(recording.recorded) pairs in the gate '\(terms.name)'"
    if recording.unscored > 0 { text += ", and the guardrails of \(recording.unscored) without a score" }
    if recording.waiting > 0 { text += "; \(recording.waiting) wait for a person ('steelyard gate label')" }
    if recording.known > 0 { text += "; \(recording.known) cases it had already" }
    if recording.late > 0 { text += "; \(recording.late) came after it had decided" }
    var lines = [text + "."]
    if let transition = recording.transition {
      lines.append(
        "The gate is now \(GateText.state(transition.to)): \(GateText.cause(transition.cause)), by "
          + "\(transition.basis.pairs) pairs in all.")
    } else {
      lines.append(
        "The gate is \(GateText.state(recording.book.gate.state)) with \(recording.book.gate.tally.total) pairs.")
    }
    return lines
  }

  private func coverage() -> CommandReport.Section {
    var table = TextTable([.init("cases"), .init("count", .right), .init("why, in the first of them")])
    let scored = results.count { $0.outcome?.score != nil }
    table.add(["scored", "\(scored)", ""])
    for (name, cases) in grouped(\.skip?.name) { table.add([name, "\(cases.count)", cases.first?.skip?.detail ?? ""]) }
    for (name, cases) in grouped(\.unscoredName) { table.add([name, "\(cases.count)", cases.first?.reason ?? ""]) }
    if golden.refused > 0 {
      table.add([
        "lines left out", "\(golden.refused)", golden.problems.first { $0.severity == .refused }?.message ?? "",
      ])
    }
    let open = results.count - scored + golden.refused
    return .init(
      heading: "Coverage", key: "coverage", tables: [table],
      notes: (open > 0 ? ["What has no score counts for neither side, never as a win."] : []) + tally.warnings)
  }

  private func grouped(_ name: (GoldenResult) -> String?) -> [(String, [GoldenResult])] {
    let named = results.compactMap { result in name(result).map { ($0, result) } }
    return Dictionary(grouping: named, by: \.0).sorted { $0.key < $1.key }.map { ($0.key, $0.value.map(\.1)) }
  }

  private func bases() -> CommandReport.Section {
    var table = TextTable([
      .init("decided by"), .init("pairs", .right), .init("lost / half / tied / half / won", .right),
    ])
    for (basis, cases) in grouped({ $0.outcome?.score?.basis.name }) {
      var counts = PairCounts()
      for halves in cases.compactMap({ $0.outcome?.score?.difference.rawValue }) {
        if let difference = Evidence.Difference(rawValue: Int8(clamping: halves)) { counts.add(difference) }
      }
      table.add([basis.spaced, "\(cases.count)", GateText.five(counts)])
    }
    return .init(heading: "What decided", key: "bases", tables: [table])
  }

  private var labelled: [(judge: Scoring.Difference, human: Scoring.Difference)] {
    results.compactMap { result in
      guard let human = result.label, let score = result.outcome?.score else { return nil }
      return (score.difference, human)
    }
  }

  private func judge() -> CommandReport.Section {
    let tally = tally
    let statistics = JudgeStatistics(tally.orders)
    let agreement = JudgeAgreement(labelled)
    var table = TextTable([.init("figure"), .init("share (95 %)", .right)])
    if !tally.orders.isEmpty {
      table.add(["same verdict in both orders", GateText.share(statistics.consistent)])
      table.add(["orders name different winners", GateText.share(statistics.flips)])
      table.add(["first answer chosen, of those decided", GateText.share(statistics.firstChoice)])
      table.add(["ties, of all verdicts", GateText.share(statistics.ties)])
    }
    if !labelled.isEmpty {
      table.add(["scores agree with labels on who is better", GateText.share(agreement.decisive)])
      table.add(["scores agree with labels, ties counted", GateText.share(agreement.all)])
    }
    let errors = tally.judgeErrors.sorted { $0.key < $1.key }.map {
      "\($0.value) \($0.key.spaced)"
    }
    return .init(
      heading: tally.orders.isEmpty ? "Labels" : "Judge", key: "judge", tables: [table],
      notes: errors.isEmpty ? [] : ["Replies that could not be used: \(errors.joined(separator: ", "))."])
  }

  private func cost() -> CommandReport.Section {
    var table = TextTable([
      .init("calls"), .init("count", .right), .init("tokens in", .right), .init("out", .right), .init("cost", .right),
    ])
    let calls = results.flatMap(\.calls)
    for kind in GoldenResult.Call.Kind.allCases {
      let own = calls.filter { $0.kind == kind }
      guard !own.isEmpty else { continue }
      let unknown = own.count { $0.cost == nil }
      table.add([
        kind.rawValue, "\(own.count)", "\(own.reduce(0) { $0 + ($1.usage?.prompt ?? 0) })",
        "\(own.reduce(0) { $0 + ($1.usage?.completion ?? 0) })",
        "\(own.reduce(NanoDollars.zero) { $0 + ($1.cost ?? .zero) })"
          + (unknown > 0 ? " + \(unknown) of unknown cost" : ""),
      ])
    }
    let total = calls.reduce(NanoDollars.zero) { $0 + ($1.cost ?? .zero) }
    return .init(
      heading: "Cost", key: "cost", tables: calls.isEmpty ? [] : [table],
      notes: [
        calls.isEmpty ? "Nothing was called: the set has all answers." : "\(total) in all, by the catalogue's prices."
      ])
  }

  private func list() -> CommandReport.Section {
    var table = TextTable([
      .init("case"), .init("line", .right), .init("difference", .right), .init("decided by"), .init("why"),
    ])
    for result in results {
      let score = result.outcome?.score
      table.add([
        result.id, "\(result.line)", score.map { GateText.signed($0.difference.value, 1) } ?? "–",
        score.map { $0.basis.name.spaced } ?? result.skip?.name ?? result.unscoredName ?? "",
        result.reason.prefixed(100),
      ])
    }
    return .init(heading: "Cases", key: "cases", tables: [table])
  }

  private func problems() -> CommandReport.Section {
    var table = TextTable([.init("line", .right), .init("case"), .init("effect"), .init("problem")])
    let shown = showsAll ? golden.problems : Array(golden.problems.prefix(10))
    for problem in shown {
      table.add([
        "\(problem.line)", problem.id ?? "", problem.severity == .refused ? "left out" : "used", problem.message,
      ])
    }
    let more = golden.problems.count - shown.count
    return .init(
      heading: "Problems of the set", key: "problems", tables: [table],
      notes: more > 0 ? ["\(more) more are not shown; --cases shows all."] : [])
  }
}

extension GoldenResult {
  /// The kind of reason why an asked case has no score.
  fileprivate var unscoredName: String? {
    guard case .unscored(let reason)? = outcome?.result else { return nil }
    switch reason {
    case .bothFailed: return "neither side answered"
    case .emptyIncumbent:
      if case .failed? = incumbent.outcome { return "the incumbent did not answer" }
      return "the incumbent's answer is empty"
    case .undecided: return "undecided"
    case .judge: return "the judge gave nothing usable"
    }
  }

  /// Why a case was scored as it was, or was not.
  fileprivate var reason: String {
    if let skip { return skip.detail ?? "" }
    switch outcome?.result {
    case .scored(let score)?: return score.reasons.joined(separator: " | ")
    case .unscored(.undecided(let reason))?, .unscored(.judge(let reason))?: return reason
    case .unscored?, nil:
      return [incumbent, challenger].compactMap { side in
        if case .failed(let reason)? = side.outcome { reason } else { nil }
      }.first ?? ""
    }
  }
}

extension String {
  fileprivate var spaced: String { String(map { $0 == "_" ? " " : $0 }) }

  fileprivate func prefixed(_ count: Int) -> String {
    let line = split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > count ? line.prefix(count - 1) + "…" : line
  }
}
