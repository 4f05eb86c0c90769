import Catalog
import Evidence
import Gateway
import Learning
import Policy

/// The report on a cascade's calibration.
struct CalibrationStudy {
  let file: String
  let subject: CascadeSubject
  let results: [CascadeResult]
  let promise: CascadePromise
  let comparesSides: Bool
  let showsAll: Bool
  let calibration: CascadeCalibration

  init(
    file: String, subject: CascadeSubject, results: [CascadeResult], promise: CascadePromise, comparesSides: Bool,
    showsAll: Bool
  ) {
    self.file = file
    self.subject = subject
    self.results = results
    self.promise = promise
    self.comparesSides = comparesSides
    self.showsAll = showsAll
    calibration = CascadeCalibration(results.compactMap(\.counted), promise: promise)
  }

  /// The certified threshold as the policy takes it: 0 keeps all that has a score, which 0.01 does of what is above.
  private var threshold: Double? { calibration.threshold.map { max($0, 0.01) } }
  private var chosen: CascadeCalibration.Row? { threshold.flatMap { row($0) } }

  private func row(_ threshold: Double) -> CascadeCalibration.Row? {
    calibration.rows.first { abs($0.threshold - threshold) < 1e-9 }
  }

  var report: CommandReport {
    var sections = [result(), walk()]
    if threshold != nil { sections.insert(policy(), at: 1) }
    sections += [coverage(), cost()]
    if showsAll { sections.append(list()) }
    return CommandReport(
      title: "Threshold of '\(subject.signal.name)' for '\(subject.useCase.id)', answers of \(subject.gate.challenger)",
      lead: lead, sections: sections,
      footer: [
        "Golden set: \(file). Bad answers: \(labeller). Method: fixed sequence of exact binomial tests from threshold 1 "
          + "down (Bates et al. 2021; Angelopoulos et al. 2021)."
      ])
  }

  private var labeller: String {
    let judge = subject.gate.judge.map { "the checks and the judge \($0), against \(subject.gate.incumbent)" }
    return judge
      ?? (comparesSides ? "the checks, against \(subject.gate.incumbent)" : "the set's references and checks")
  }

  private var count: Int { calibration.count }
  private var bad: Int { results.count { $0.counted?.isBad == true } }

  private var lead: String {
    let least = promise.minimumCases
    guard count >= least else {
      return
        "\(GateText.count(count, "answer")) can certify nothing: this promise takes \(least) at least, all of them "
        + "good. All open answers have to be escalated."
    }
    guard let threshold, let chosen else {
      let kept = row(1)?.bad ?? 0
      let most = promise.mostBad(of: count).map { "\($0)" } ?? "none"
      return
        "No threshold can be certified: even at 1, \(kept) bad of \(count) answers are not escalated, and \(most) may "
        + "be at most. All open answers have to be escalated."
    }
    return
      "At a threshold of \(GateText.number(threshold, 2)) the promise holds: \(chosen.bad) of \(count) answers are "
      + "bad and not escalated, and \(GateText.percent(1 - Double(chosen.kept) / Double(count))) are escalated."
  }

  private func result() -> CommandReport.Section {
    var table = TextTable([.init("figure"), .init("value", .right), .init("compared with")])
    table.add(["answers", "\(count)", "\(promise.minimumCases) at least, all of them good"])
    table.add(["bad", "\(bad)", "\(unscored) of them because nothing says what they are"])
    table.add(["threshold", threshold.map { GateText.number($0, 2) } ?? "none", "the signal's least score to be kept"])
    if let chosen {
      table.add(["escalated", GateText.percent(1 - Double(chosen.kept) / Double(count), 1), "of all answers"])
      let most = promise.mostBad(of: count) ?? 0
      table.add(["bad and not escalated", "\(chosen.bad)", "\(most) at most of \(count)"])
      let bound = ClopperPearson.upper(hits: chosen.bad, of: count, confidence: 1 - promise.error)
      table.add([
        "its share, at most", GateText.percent(bound, 2),
        "\(GateText.percent(promise.risk, 2)), at a confidence of \(GateText.percent(1 - promise.error, 1))",
      ])
    }
    return .init(
      heading: "Result", key: "result", tables: [table],
      notes: [
        "Relative to the labeller: what it takes for good counts as good, and its misses are outside the bound. The "
          + "promise is for traffic like that of the set, and for these models, signals and settings."
      ])
  }

  private var unscored: Int {
    results.count { if case .unscored = $0.label { $0.golden.skip == nil } else { false } }
  }

  private func policy() -> CommandReport.Section {
    var cascade = subject.cascade
    if let threshold {
      let millionths = Int((threshold * 1_000_000).rounded())
      cascade.signals = cascade.signals.map { $0 == subject.signal ? $0.with(thresholdPPM: millionths) : $0 }
    }
    var table = TextTable([.init("line of the use case '\(subject.useCase.id)'")])
    table.add([CascadeText.line(cascade)])
    return .init(heading: "Policy", key: "policy", tables: [table])
  }

  // Of thresholds with the same answers the lowest is shown, and the first that fails is the last.
  private func walk() -> CommandReport.Section {
    var table = TextTable([
      .init("threshold", .right), .init("not escalated", .right), .init("bad of them", .right), .init("p", .right),
      .init("certified"),
    ])
    let rows = calibration.rows.filter { $0.threshold >= 0.01 }
    for (index, row) in rows.enumerated() {
      let isCertified = calibration.threshold.map { row.threshold >= $0 } ?? false
      let next = index + 1 < rows.count ? rows[index + 1] : nil
      let nextIsCertified = next.flatMap { next in calibration.threshold.map { next.threshold >= $0 } } ?? false
      if let next, next.kept == row.kept, nextIsCertified == isCertified { continue }
      table.add([
        GateText.number(row.threshold, 2), "\(row.kept)", "\(row.bad)", GateText.number(row.pValue, 4),
        isCertified ? "yes" : "no",
      ])
      if !isCertified { break }
    }
    return .init(
      heading: "Thresholds", key: "thresholds", tables: [table],
      notes: [
        "p: the chance of so few bad answers if their true share were \(GateText.percent(promise.risk, 1)); at most "
          + "\(GateText.number(promise.error, 4)) certifies."
      ])
  }

  private func coverage() -> CommandReport.Section {
    var table = TextTable([.init("cases"), .init("count", .right), .init("why, in the first of them")])
    table.add(["with a score", "\(results.count { $0.golden.skip == nil && $0.score != nil })", ""])
    func add(_ groups: [String: [CascadeResult]], _ prefix: String, _ why: (CascadeResult) -> String) {
      for (name, cases) in groups.sorted(by: { $0.key < $1.key }) {
        table.add([prefix + name, "\(cases.count)", cases.first.map(why) ?? ""])
      }
    }
    let counted = results.filter { $0.golden.skip == nil }
    add(Dictionary(grouping: counted.filter { $0.score == nil }) { $0.reason ?? "" }, "escalated at any threshold: ") {
      "case '\($0.golden.id)'"
    }
    let unlabelled = counted.compactMap { result -> (String, CascadeResult)? in
      if case .unscored(let reason) = result.label { (reason, result) } else { nil }
    }
    add(Dictionary(grouping: unlabelled, by: \.0).mapValues { $0.map(\.1) }, "counted as bad: ") {
      "case '\($0.golden.id)'"
    }
    add(Dictionary(grouping: results.filter { $0.golden.skip != nil }) { $0.golden.skip?.name ?? "" }, "left out: ") {
      $0.golden.skip?.detail ?? ""
    }
    return .init(heading: "Coverage", key: "coverage", tables: [table])
  }

  private func cost() -> CommandReport.Section {
    var table = TextTable([.init("calls"), .init("count", .right), .init("cost", .right)])
    let calls = results.flatMap(\.golden.calls)
    for kind in GoldenResult.Call.Kind.allCases {
      let own = calls.filter { $0.kind == kind }
      guard !own.isEmpty else { continue }
      let unknown = own.count { $0.cost == nil }
      table.add([
        kind.rawValue, "\(own.count)",
        "\(own.reduce(NanoDollars.zero) { $0 + ($1.cost ?? .zero) })"
          + (unknown > 0 ? " + \(unknown) of unknown cost" : ""),
      ])
    }
    let total = calls.reduce(NanoDollars.zero) { $0 + ($1.cost ?? .zero) }
    return .init(
      heading: "Cost", key: "cost", tables: calls.isEmpty ? [] : [table],
      notes: [calls.isEmpty ? "Nothing was called." : "\(total) in all, by the catalogue's prices."])
  }

  private func list() -> CommandReport.Section {
    var table = TextTable([
      .init("case"), .init("line", .right), .init("score", .right), .init("label"), .init("why"),
    ])
    for result in results {
      let label: (String, String) =
        switch result.label {
        case .good: ("good", "")
        case .bad(let reason): ("bad", reason)
        case .unscored(let reason): ("counted as bad", reason)
        }
      let isOut = result.golden.skip != nil
      table.add([
        result.golden.id, "\(result.golden.line)", result.score.map { GateText.number($0, 3) } ?? "–",
        isOut ? "left out" : label.0,
        isOut ? result.golden.skip?.name ?? "" : [result.reason, label.1].compactMap { $0 }.joined(separator: " | "),
      ])
    }
    return .init(heading: "Cases", key: "cases", tables: [table])
  }
}
