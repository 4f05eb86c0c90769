import Evidence
import EvidenceStudy
import Learning

/// What the tests take by themselves, simulated without a gateway.
enum Planned {
  static let runs = 1_000

  /// Pairs to the right decision in the first round under a gate's own rules, when no answer fails by itself.
  static func pairs(
    _ law: PairLaw, _ truth: TrialCase.Truth, _ rules: GateRules, _ options: GateTrial.Options
  ) throws(EvidenceError) -> [Int] {
    let key = GateKey(
      useCase: "plan", incumbent: "a", incumbentVersion: "1", challenger: "b", challengerVersion: "1",
      judgeVersion: "1",
      policyVersion: "1")
    let gate = try Gate(key: key, rules: rules)
    let wanted: GateState = truth == .equal ? .open(round: 1) : .closed(reason: .provedWorse)
    return (0..<runs).map { run in
      var (gate, random) = (gate, SplitMix64(seed: options.seed &+ 1, stream: run))
      _ = gate.apply(.start(round: 1))
      var pairs = 0
      while case .gathering = gate.state, pairs < options.mostPairs {
        pairs += 1
        for rule in rules.guardrails { _ = gate.apply(.guardrail(name: rule.name, failed: false)) }
        _ = gate.apply(.pair(law.draw(&random)))
      }
      return gate.state == wanted ? pairs : options.mostPairs
    }
  }

  /// Audits from the change to the alarm.
  static func delays(_ first: TrialCase, _ options: GateTrial.Options) throws(EvidenceError) -> [Int] {
    let fresh = try DriftDetector(margin: options.margin, threshold: 10_000)
    return (0..<runs).compactMap { run in
      var (detector, random) = (fresh, SplitMix64(seed: options.seed &+ 2, stream: run))
      for _ in 0..<options.auditsBefore {
        detector.observe(first.law.draw(&random))
        if detector.isAlarmed { return nil }
      }
      return (1...options.mostAudits).first { _ in
        detector.observe(first.drifted.draw(&random))
        return detector.isAlarmed
      }
    }
  }
}

extension Sample {
  init(_ counts: [Int]) { self.init(counts.map(Double.init)) }

  /// Whether two means differ by no more than chance explains: four standard errors. Fewer than ten values tell nothing.
  func agrees(with other: Sample) -> Bool {
    guard count >= 10, other.count >= 10 else { return true }
    let error = (standardError * standardError + other.standardError * other.standardError).squareRoot()
    return abs(mean - other.mean) <= 4 * error
  }
}
