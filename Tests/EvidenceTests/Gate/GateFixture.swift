import Evidence
import Learning
import Testing

/// Gates and histories for tests.
enum GateFixture {
  static func key(_ useCase: String = "crm", challengerVersion: String = "1") -> GateKey {
    GateKey(
      useCase: useCase, incumbent: "closed@host", incumbentVersion: "1", challenger: "open@host",
      challengerVersion: challengerVersion, judgeVersion: "judge-1", policyVersion: "policy-1")
  }

  static let owner = OwnerSignature(name: "A. Owner", reason: "agreed with legal", day: "2026-11-24")
  static let noOne = OwnerSignature(name: " ", reason: "", day: "yesterday")

  /// Rules under which 200 wins promote and 200 losses prove worse.
  static func rules(_ change: (inout GateRules) -> Void = { _ in }) -> GateRules {
    var rules = GateRules.defaults(for: .routine)
    change(&rules)
    return rules
  }

  static func gate(_ rules: GateRules = rules()) throws -> Gate { try Gate(key: key(), rules: rules) }

  static func gathering(_ rules: GateRules = rules()) throws -> Gate {
    var gate = try gate(rules)
    gate.apply(.start(round: 1))
    return gate
  }

  /// A gate that evidence opened.
  static func open(_ rules: GateRules = rules()) throws -> Gate {
    var gate = try gathering(rules)
    for _ in 0..<200 where !gate.isOpen { gate.apply(.pair(.won)) }
    #expect(gate.isOpen)
    return gate
  }

  /// Applies events and keeps what a ledger would.
  static func history(_ events: [GateEvent], rules: GateRules = rules()) throws -> (gate: Gate, history: GateHistory) {
    var gate = try gate(rules)
    var history = GateHistory(key: gate.key, rules: rules)
    for (index, event) in events.enumerated() {
      let outcome = gate.apply(event, atMilliseconds: 1_000_000 + Int64(index))
      try #require(outcome.refusal == nil, "\(event) \(String(describing: outcome.refusal))")
      history.records.append(
        GateRecord(
          sequence: index + 1, event: event, unit: "unit-\(index)", atMilliseconds: 1_000_000 + Int64(index),
          transition: outcome.transition))
    }
    history.state = gate.state
    return (gate, history)
  }

  /// Starts, gathers until promotion from seeded pairs, serves, and is demoted by drift.
  static func wholeLife(seed: UInt64 = 7) throws -> (gate: Gate, history: GateHistory) {
    var random = SplitMix64(seed: seed)
    let good = try PairLaw(tieRate: 0.7, mean: 0.1, halves: 0.4)
    let bad = try PairLaw(tieRate: 0.5, mean: -0.4)
    var events: [GateEvent] = [.start(round: 1)]
    var gate = try gathering()
    while case .gathering = gate.state, events.count < 5000 {
      events.append(.pair(good.draw(&random)))
      gate.apply(events[events.count - 1])
    }
    events += [.hardSuccess, .hardFailure]
    events[(events.count - 2)...].forEach { gate.apply($0) }
    while gate.isOpen, events.count < 10_000 {
      events.append(.audit(bad.draw(&random)))
      gate.apply(events[events.count - 1])
    }
    events.append(.start(round: 2))
    return try history(events)
  }
}
