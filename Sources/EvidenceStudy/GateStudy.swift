internal import Evidence
public import Learning

/// What gates decide over many use cases of which the truth is known.
public struct GateStudyResult: Sendable {
  /// Use cases that are equal, and how many of them opened.
  public var equal: Proportion
  /// Use cases that are worse by twice the margin, and how many of them opened or were proved worse.
  public var worse: Proportion
  public var provedWorse: Proportion
  /// Mean pairs to opening.
  public var pairs: Double
  /// Challengers that were good for 600 pairs and then worse, and how many opened after the change, which had not before.
  public var late: Proportion
  /// Open gates whose challenger became worse by twice the margin, how many closed, and after how many audits.
  public var drifted: Proportion
  public var delay: Double
  /// Whether a replay of all histories led to the same transitions.
  public var replaysAgree: Bool
}

enum GateStudy {
  struct Run: Sendable {
    var isOpen = false
    var isWorse = false
    var pairs = 0
    var delay: Int?
    var agrees = true
  }

  static func result(_ options: StudyOptions) async throws -> GateStudyResult {
    let equal = await Runs.map(options.share(0.1), options: options, cell: 7000) { random in
      gather(&random, until: 8000) { _ in 0 }
    }
    let worse = await Runs.map(options.share(0.1), options: options, cell: 7001) { random in
      gather(&random, until: 8000) { _ in -0.10 }
    }
    let late = await Runs.map(options.share(0.25), options: options, cell: 7002) { random in
      gather(&random, until: 8000) { $0 <= 600 ? 0.05 : -0.15 }
    }
    let drifted = await Runs.map(options.share(0.1), options: options, cell: 7003) { random in
      drift(&random)
    }
    let standing = late.filter { !($0.isOpen && $0.pairs <= 600) }
    return GateStudyResult(
      equal: Proportion(hits: equal.count(where: \.isOpen), count: equal.count),
      worse: Proportion(hits: worse.count(where: \.isOpen), count: worse.count),
      provedWorse: Proportion(hits: worse.count(where: \.isWorse), count: worse.count),
      pairs: Sample(equal.filter(\.isOpen).map { Double($0.pairs) }).mean,
      late: Proportion(hits: standing.count(where: \.isOpen), count: standing.count),
      drifted: Proportion(hits: drifted.count { $0.delay != nil }, count: drifted.count),
      delay: Sample(drifted.compactMap { $0.delay.map(Double.init) }).mean,
      replaysAgree: (equal + worse + late + drifted).allSatisfy(\.agrees))
  }

  private static func recorder() -> Recorder? {
    let key = GateKey(
      useCase: "study", incumbent: "closed@host", incumbentVersion: "1", challenger: "open@host",
      challengerVersion: "1",
      judgeVersion: "1", policyVersion: "1")
    return Recorder(key: key, rules: .defaults(for: .routine))
  }

  private static func gather(
    _ random: inout SplitMix64, until horizon: Int, mean: (Int) -> Double
  ) -> Run {
    var run = Run()
    guard var recorder = recorder() else { return run }
    recorder.note(.start(round: 1))
    var laws: [Double: PairLaw] = [:]
    while case .gathering = recorder.gate.state, run.pairs < horizon {
      run.pairs += 1
      let mean = mean(run.pairs)
      guard let law = laws[mean] ?? (try? PairLaw(tieRate: 0.5, mean: mean)) else { return run }
      laws[mean] = law
      recorder.note(.pair(law.draw(&random)))
    }
    run.isOpen = recorder.gate.isOpen
    run.isWorse = recorder.gate.state == .closed(reason: .provedWorse)
    run.agrees = recorder.agrees
    return run
  }

  private static func drift(_ random: inout SplitMix64) -> Run {
    var run = Run()
    guard var recorder = recorder(), let good = try? PairLaw(tieRate: 0.5, mean: 0),
      let bad = try? PairLaw(tieRate: 0.5, mean: -0.15)
    else { return run }
    recorder.note(
      .owner(action: .open, signature: OwnerSignature(name: "study", reason: "drift", day: "2026-11-24")))
    var audits = 0
    while recorder.gate.isOpen, audits < 20_000 {
      audits += 1
      recorder.note(.audit((audits <= 500 ? good : bad).draw(&random)))
    }
    if !recorder.gate.isOpen, audits > 500 { run.delay = audits - 500 }
    run.agrees = recorder.agrees
    return run
  }

  /// A gate with its history.
  private struct Recorder {
    var gate: Gate
    var history: GateHistory

    init?(key: GateKey, rules: GateRules) {
      guard let gate = try? Gate(key: key, rules: rules) else { return nil }
      self.gate = gate
      history = GateHistory(key: key, rules: rules)
    }

    mutating func note(_ event: GateEvent) {
      let outcome = gate.apply(event)
      history.records.append(
        GateRecord(sequence: history.records.count + 1, event: event, transition: outcome.transition))
    }

    var agrees: Bool {
      var complete = history
      complete.state = gate.state
      return GateAudit.replay(complete).discrepancies.isEmpty
        && history.records.compactMap(\.transition).allSatisfy { GateAudit.verify($0, rules: gate.rules).isEmpty }
    }
  }
}
