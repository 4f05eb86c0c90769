import Evidence
import Testing

@Suite("A gate in every state meets every event")
struct GateTableTests {
  /// The states of the table, by how a gate comes to them.
  enum Start: String, CaseIterable {
    case never, gathering, open, drift, hardFailures, guardrail, versionChanged, provedWorse, inconclusive, owner,
      restored
  }

  static let rules = GateFixture.rules {
    $0.guardrails = [GuardrailRule(name: "leak", limit: 0.3)]
    $0.breaker = BreakerRule(consecutive: 3, failures: 60)
  }

  static func gate(_ start: Start) throws -> Gate {
    var gate = try GateFixture.gate(rules)
    func gather() {
      gate.apply(.start(round: 1))
    }
    func open() {
      gather()
      for _ in 0..<200 { gate.apply(.guardrail(name: "leak", failed: false)) }
      for _ in 0..<200 where !gate.isOpen { gate.apply(.pair(.won)) }
    }
    func repeated(_ event: GateEvent, _ times: Int = 5000) {
      let before = gate.state
      for _ in 0..<times where gate.state == before { gate.apply(event) }
    }
    switch start {
    case .never: break
    case .gathering: gather()
    case .open: open()
    case .drift:
      open()
      repeated(.audit(.lost))
    case .hardFailures:
      open()
      repeated(.hardFailure)
    case .guardrail:
      gather()
      repeated(.guardrail(name: "leak", failed: true))
    case .versionChanged: gate.apply(.versionChanged(part: .challenger, to: "2"))
    case .provedWorse:
      gather()
      repeated(.pair(.lost))
    case .inconclusive:
      gather()
      gate.apply(.budgetSpent)
    case .owner: gate.apply(.owner(action: .close, signature: GateFixture.owner))
    case .restored:
      gate.apply(.versionChanged(part: .judge, to: "2"))
      gate.apply(.restore)
    }
    return gate
  }

  @Test("each way leads to its state", arguments: Start.allCases)
  func states(_ start: Start) throws {
    let expected: GateState =
      switch start {
      case .never: .closed(reason: .neverOpened)
      case .gathering: .gathering(round: 1)
      case .open: .open(round: 1)
      case .drift: .closed(reason: .drift)
      case .hardFailures: .closed(reason: .hardFailures)
      case .guardrail: .closed(reason: .guardrail)
      case .versionChanged: .closed(reason: .versionChanged)
      case .provedWorse: .closed(reason: .provedWorse)
      case .inconclusive: .closed(reason: .inconclusive)
      case .owner: .closed(reason: .owner)
      case .restored: .closed(reason: .restored)
      }
    #expect(try Self.gate(start).state == expected)
  }

  /// What an event leads to: a state, staying, or a refusal.
  enum Effect: Equatable {
    case to(GateState)
    case stays
    case refused(GateRefusal)
  }

  static let events: [GateEvent] = [
    .start(round: 1), .start(round: 2), .start(round: 3), .pair(.tied), .audit(.tied), .hardFailure, .hardSuccess,
    .guardrail(name: "leak", failed: false), .guardrail(name: "other", failed: false),
    .versionChanged(part: .challenger, to: "2"), .owner(action: .open, signature: GateFixture.owner),
    .owner(action: .close, signature: GateFixture.owner), .owner(action: .release, signature: GateFixture.owner),
    .budgetSpent, .restore,
  ]

  static func expected(_ start: Start, _ event: GateEvent) -> Effect {
    let rounds = [.never, .versionChanged, .owner, .restored].contains(start) ? 0 : 1
    switch (event, start) {
    case (.start, .gathering): return .refused(.alreadyGathering)
    case (.start, .open): return .refused(.alreadyOpen)
    case (.start, .owner): return .refused(.ownerClosed)
    case (.start, .versionChanged): return .refused(.versionGone)
    case (.start(let round, _), _):
      return round == rounds + 1 ? .to(.gathering(round: round)) : .refused(.wrongRound(expected: rounds + 1))
    case (.pair, .gathering): return .stays
    case (.pair, _): return .refused(.notGathering)
    case (.audit, .open), (.hardFailure, .open), (.hardSuccess, .open): return .stays
    case (.audit, _), (.hardFailure, _), (.hardSuccess, _): return .refused(.notOpen)
    case (.guardrail("other", _), _): return .refused(.unknownGuardrail("other"))
    case (.guardrail, .open), (.guardrail, .gathering): return .stays
    case (.guardrail, _): return .refused(.notGathering)
    case (.versionChanged, .versionChanged): return .refused(.versionGone)
    case (.versionChanged, _): return .to(.closed(reason: .versionChanged))
    case (.owner(.open, _), .open): return .refused(.alreadyOpen)
    case (.owner(.open, _), .versionChanged): return .refused(.versionGone)
    case (.owner(.open, _), _): return .to(.open(round: rounds))
    case (.owner(.close, _), .owner): return .refused(.ownerClosed)
    case (.owner(.close, _), _): return .to(.closed(reason: .owner))
    case (.owner(.release, _), .owner): return .to(.closed(reason: .restored))
    case (.owner(.release, _), _): return .refused(.nothingToRestore)
    case (.budgetSpent, .gathering): return .to(.closed(reason: .inconclusive))
    case (.budgetSpent, _): return .refused(.notGathering)
    case (.restore, .versionChanged): return .to(.closed(reason: .restored))
    case (.restore, _): return .refused(.nothingToRestore)
    }
  }

  @Test("the table of states and events", arguments: Start.allCases)
  func table(_ start: Start) throws {
    let before = try Self.gate(start)
    for event in Self.events {
      var gate = before
      let outcome = gate.apply(event)
      let found: Effect = outcome.refusal.map { .refused($0) } ?? outcome.transition.map { .to($0.to) } ?? .stays
      #expect(found == Self.expected(start, event), "\(start) \(event)")
      if let transition = outcome.transition {
        #expect(transition.from == before.state && transition.to == gate.state)
        #expect(GateAudit.verify(transition, rules: Self.rules).isEmpty)
      } else {
        #expect(gate.state == before.state)
      }
      if outcome.refusal != nil { #expect(gate.tally == before.tally && gate.transitions == before.transitions) }
    }
  }

  @Test("an unsigned order is refused", arguments: OwnerAction.allCases)
  func unsigned(_ action: OwnerAction) throws {
    var gate = try GateFixture.gathering()
    let refusal = gate.apply(.owner(action: action, signature: GateFixture.noOne)).refusal
    guard case .invalid(let error) = refusal else {
      Issue.record("not refused: \(String(describing: refusal))")
      return
    }
    #expect(error.code == .unsigned && error.message.contains("name and a reason"))
  }
}
