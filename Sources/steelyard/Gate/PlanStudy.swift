import ArgumentParser
import Catalog
import Charts
import Evidence
import Foundation
import Gateway
import Learning
import Ledger

/// The parts of the report on a plan.
struct PlanStudy {
  let subject: PlanSubject
  let plan: GatePlan
  private let traffic: PlanTraffic
  private let challenger: PlanPrice
  private let judge: PlanPrice?
  private let tieSource: String
  private let failures: PlanFailures

  init(
    _ subject: PlanSubject, command: GatePlanCommand, register: GateRegister, snapshot: Snapshot, reader: LedgerReader?
  ) throws {
    let now = Timestamp.present
    var adjusted = subject
    if let margin = command.margin { adjusted.rules.margin = margin }
    if let error = command.error { adjusted.rules.alpha = error }
    let subject = adjusted
    traffic = try PlanTraffic(subject, command: command, reader: reader, at: now)
    let usage = TokenUsage(input: traffic.promptTokens, output: traffic.answerTokens)
    challenger = try PlanPrice(subject.challenger, usage: usage, catalog: snapshot.catalog, at: now)
    let question = traffic.judgeUsage
    judge = try subject.judge.map { try PlanPrice($0, usage: question, catalog: snapshot.catalog, at: now) }
    var assumption = GatePlan.Assumption(tieRate: 0.5, mean: command.mean)
    if let tieRate = command.tieRate {
      (assumption.tieRate, tieSource) = (tieRate, "given")
    } else if subject.counts.total >= PlanSubject.leastPairs {
      (assumption.tieRate, tieSource) = (subject.counts.tieRate, "of the gate's \(subject.counts.total) pairs so far")
    } else {
      tieSource = "assumed; judges have about half, deterministic checks about 0.85"
    }
    failures = try PlanFailures(subject, given: command.failureRate)
    assumption.failureRates = failures.rates
    self.subject = subject
    let units = GateTraffic(
      unitsPerDay: traffic.requestsPerDay / command.turns, sampledShare: command.share ?? subject.share,
      challengerNanoDollars: challenger.nano ?? 0, judgeCallNanoDollars: judge?.nano ?? 0,
      settledWithoutJudge: subject.judge == nil ? 1 : subject.settledWithoutJudge ?? 0)
    do {
      plan = try GatePlan(
        rules: subject.rules, round: subject.round, noise: subject.noise, assumption: assumption, traffic: units,
        days: command.days)
    } catch { throw ValidationError(error.message) }
  }

  var lead: String {
    let numbers = plan.numbers
    let pairs = "\(GateText.number(numbers.pairs.mean, 0)) pairs on average"
    let chance = GateText.percent(numbers.decidedInTime)
    return
      "\(pairs), \(GateText.days(numbers.meanDays)) at this traffic, \(cost(numbers)); the chance of an answer within "
      + "\(GateText.days(plan.days)) is \(chance)." + bottleneck
  }

  /// What the gate waits for, in a sentence.
  private var bottleneck: String {
    guard let alone = plan.alone, let bottleneck = plan.bottleneck else { return "" }
    func half(_ needed: PairsNeeded) -> String {
      needed.median.map { "\($0)" } ?? "more than \(needed.horizon)"
    }
    let (pairs, guardrails) = (half(alone.pairs), half(alone.guardrails))
    return bottleneck == .guardrails
      ? " The guardrails are what it waits for: they alone take \(guardrails) answers in half of the runs, the pairs alone "
        + "\(pairs)."
      : " The pairs are what it waits for: they alone take \(pairs) in half of the runs, the guardrails alone "
        + "\(guardrails) answers."
  }

  private func cost(_ numbers: GatePlan.Numbers) -> String {
    challenger.nano == nil || judge.map { $0.nano == nil } == true
      ? "at a cost that is unknown" : GateText.dollars(numbers.nanoDollars)
  }

  func sections() -> [CommandReport.Section] {
    var sections = [forecast(), assumptions()]
    if !plan.remedies.isEmpty { sections.insert(remedies(), at: 1) }
    return sections
  }

  private func forecast() -> CommandReport.Section {
    let numbers = plan.numbers
    let pairs = numbers.pairs
    let traffic = plan.traffic
    var table = TextTable([.init("figure"), .init("pairs", .right), .init("days", .right), .init("what it means")])
    func row(_ name: String, _ count: Int?, _ meaning: String) {
      table.add([
        name, count.map(String.init) ?? "more than \(pairs.horizon)",
        count.map { GateText.days(traffic.days(for: Double($0))) } ?? "–", meaning,
      ])
    }
    table.add([
      "mean until it opens", "\(GateText.number(pairs.mean, 0)) ± \(GateText.number(pairs.standardError, 0))",
      GateText.days(numbers.meanDays), "± one standard error of the simulation",
    ])
    row("half of the runs", pairs.median, "open by then")
    row("80 of 100", pairs.q80, "open by then")
    row("90 of 100", pairs.q90, "open by then")
    if let alone = plan.alone {
      row("pairs alone", alone.pairs.median, "would do in half of the runs, without guardrails")
      row("guardrails alone", alone.guardrails.median, "would do in half of the runs; all have to be kept at once")
    }
    table.add([
      "in the time that is wanted", "\(numbers.pairsInTime)", GateText.days(plan.days),
      "opens in \(GateText.share(pairs.promoted(within: numbers.pairsInTime))), proves worse in "
        + GateText.share(pairs.provedWorse(within: numbers.pairsInTime))
        + (numbers.exceededInTime > 0
          ? ", exceeds a guardrail in \(GateText.share(pairs.exceeded(within: numbers.pairsInTime)))" : ""),
    ])
    var section = CommandReport.Section(
      heading: "What gathering takes", key: "plan", tables: [table],
      notes: plan.warnings.map { "Warning: \($0)." })
    if subject.needsOwner {
      section.notes.append(
        "Warning: the stakes are \(subject.rules.stakes.rawValue): there is no such gate unless its owner signs it in policy."
      )
    }
    if challenger.nano == nil { section.notes.append("Warning: \(challenger.source), so the cost is unknown.") }
    if let judge, judge.nano == nil { section.notes.append("Warning: \(judge.source), so the cost is unknown.") }
    section.charts = [chart(pairs)]
    return section
  }

  private func chart(_ pairs: PairsNeeded) -> LineChart {
    let last = max(plan.days, min(2 * plan.days, plan.traffic.days(for: Double(pairs.horizon))))
    let points = (0...60).map { step -> DataPoint in
      let days = last * Double(step) / 60
      let chance = pairs.promoted(within: plan.traffic.pairs(after: days))
      return DataPoint(
        x: days, y: 100 * chance.share, low: 100 * chance.interval.lowerBound, high: 100 * chance.interval.upperBound)
    }
    return LineChart(
      title: "Chance that the gate is open", subtitle: "If the challenger is as good as assumed",
      x: .number("days of gathering", includesZero: true), y: .number("chance, %", range: 0...100),
      series: [.line("opened by then", points, hue: .blue)],
      references: [.vertical(at: plan.days, "wanted within \(GateText.days(plan.days))")],
      interval: "95 %, of the simulation", source: "simulation of the gate's tests, \(pairs.runs) runs")
  }

  private func assumptions() -> CommandReport.Section {
    let rules = subject.rules
    var table = TextTable([.init("assumption"), .init("value", .right), .init("from")])
    table.add(["requests a day", GateText.number(traffic.requestsPerDay, 1), traffic.requestsSource])
    table.add([
      "conversations a day", GateText.number(plan.traffic.unitsPerDay, 1),
      "at most as many: repeated requests and later turns count once (--turns)",
    ])
    table.add(["share that is shadowed", GateText.plain(plan.traffic.sampledShare), ""])
    table.add(["pairs a day", GateText.number(plan.traffic.pairsPerDay, 1), ""])
    table.add(["ties", GateText.number(plan.assumption.tieRate, 2), tieSource])
    table.add([
      "true mean difference", GateText.signed(plan.assumption.mean, 3), "points of −1 to 1; what is planned for",
    ])
    table.add([
      "margin δ", GateText.plain(rules.margin),
      plan.effectiveMargin == rules.margin
        ? "\(rules.stakes.rawValue) stakes"
        : "counts as \(GateText.number(plan.effectiveMargin, 4)) with the judge's measured noise",
    ])
    table.add([
      "error of round \(subject.round)", GateText.number(plan.roundAlpha, 4),
      "\(GateText.plain(rules.alpha)) over all rounds",
    ])
    for guardrail in failures.table(plan) { table.add(guardrail) }
    table.add([
      "tokens of a request", "\(traffic.promptTokens) + \(traffic.answerTokens)",
      "prompt + answer, \(traffic.tokensSource)",
    ])
    table.add([
      "the challenger's answer", challenger.nano.map { GateText.dollars($0) } ?? "unknown", challenger.source,
    ])
    if let judge {
      table.add([
        "one call of the judge", judge.nano.map { GateText.dollars($0) } ?? "unknown",
        "\(judge.source); prompt, both answers, and 700 + 300 tokens for rubric and verdict (assumed)",
      ])
      table.add([
        "pairs that no judge decides", GateText.percent(plan.traffic.settledWithoutJudge),
        subject.settledWithoutJudge == nil ? "none assumed" : "of the gate's pairs so far",
      ])
    }
    return .init(heading: "What it assumes", key: "assumptions", tables: [table])
  }

  private func remedies() -> CommandReport.Section {
    var table = TextTable([
      .init("mean pairs", .right), .init("days", .right), .init("cost", .right), .init("chance", .right),
      .init("what would help"),
    ])
    func add(_ name: String, _ numbers: GatePlan.Numbers) {
      table.add([
        GateText.number(numbers.pairs.mean, 0), GateText.days(numbers.meanDays), cost(numbers),
        GateText.percent(numbers.decidedInTime), name,
      ])
    }
    add("as planned", plan.numbers)
    for remedy in plan.remedies { add(remedy.advice, remedy.numbers) }
    return .init(
      heading: "What would help", key: "remedies", tables: [table],
      notes: [
        "Each change by itself; the chance is that of an answer within \(GateText.days(plan.days)). A larger margin is a promise about quality, and its owner's to make."
      ])
  }
}
