@testable import Evidence
import Foundation
import Testing

@Suite("An auditor recomputes a gate and finds what is forged")
struct GateAuditTests {
  @Test("an honest history has no discrepancy, also after it was stored")
  func honest() throws {
    let (gate, history) = try GateFixture.wholeLife()
    #expect(gate.state == .gathering(round: 2) && history.records.compactMap(\.transition).count == 4)
    let stored = try JSONDecoder().decode(GateHistory.self, from: JSONEncoder().encode(history))
    #expect(stored == history)
    let replay = GateAudit.replay(stored)
    #expect(replay.discrepancies.isEmpty && replay.gate?.basis == gate.basis)
    for transition in history.records.compactMap(\.transition) {
      #expect(GateAudit.verify(transition, rules: history.rules).isEmpty)
    }
  }

  /// A change to a history and what it shows as.
  struct Forgery: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var kinds: Set<Discrepancy.Kind>
    var forge: @Sendable (inout GateHistory, _ promotion: Int) -> Void
  }

  static let forgeries: [Forgery] = [
    Forgery(testDescription: "a lost pair written as won", kinds: [.number, .forgedTransition]) { history, _ in
      guard let index = history.records.firstIndex(where: { $0.event == .pair(.lost) }) else { return }
      history.records[index].event = .pair(.won)
    },
    Forgery(testDescription: "a pair left out", kinds: [.sequence]) { history, _ in history.records.remove(at: 10) },
    Forgery(testDescription: "a pair left out and rows renumbered", kinds: [.number, .forgedTransition]) { history, _ in
      history.records.remove(at: 10)
      for index in history.records.indices { history.records[index].sequence = index + 1 }
    },
    Forgery(testDescription: "a unit counted twice", kinds: [.duplicateUnit]) { history, _ in
      history.records[12].unit = history.records[11].unit
    },
    Forgery(testDescription: "a promotion before its time", kinds: [.forgedTransition]) { history, promotion in
      history.records[promotion - 30].transition = history.records[promotion].transition
    },
    Forgery(testDescription: "a demotion left out", kinds: [.missingTransition]) { history, _ in
      let index = history.records.lastIndex { $0.transition?.cause == .drift }
      if let index { history.records[index].transition = nil }
    },
    Forgery(testDescription: "an e-value raised", kinds: [.number]) { history, promotion in
      history.records[promotion].transition?.basis.logENotWorse += 1e-6
    },
    Forgery(testDescription: "a margin widened", kinds: [.rule]) { history, promotion in
      history.records[promotion].transition?.basis.margin = 0.2
    },
    Forgery(testDescription: "a drift statistic lowered", kinds: [.number]) { history, _ in
      let index = history.records.lastIndex { $0.transition?.cause == .drift }
      if let index { history.records[index].transition?.basis.drift?.statistic = 9000 }
    },
    Forgery(testDescription: "a state that the history does not lead to", kinds: [.state]) { history, _ in
      history.state = .open(round: 1)
    },
    Forgery(testDescription: "an audit before the gate was open", kinds: [.refusedEvent]) { history, _ in
      history.records[5].event = .audit(.won)
    },
    Forgery(testDescription: "rules widened under the same name", kinds: [.forgedTransition, .number, .rule]) {
      history, _ in
      history.rules.alpha = 0.5
    },
    Forgery(testDescription: "stakes raised without permission", kinds: [.gate]) { history, _ in
      history.rules.stakes = .high
    },
  ]

  @Test("forgeries are found", arguments: forgeries)
  func forged(_ forgery: Forgery) throws {
    var history = try GateFixture.wholeLife().history
    let promotion = try #require(history.records.firstIndex { $0.transition?.cause == .promoted })
    forgery.forge(&history, promotion)
    let found = GateAudit.replay(history).discrepancies
    #expect(found.contains { forgery.kinds.contains($0.kind) }, "\(found)")
  }

  @Test("one transition is refuted from its own integers")
  func transition() throws {
    let (_, history) = try GateFixture.wholeLife()
    let honest = try #require(history.records.compactMap(\.transition).first { $0.cause == .promoted })
    func kinds(_ change: (inout GateTransition) -> Void) -> Set<Discrepancy.Kind> {
      var forged = honest
      change(&forged)
      return Set(GateAudit.verify(forged, rules: history.rules).map(\.kind))
    }
    #expect(kinds { _ in }.isEmpty)
    #expect(kinds { $0.basis.cells = [PairCell(judged: PairCounts(lost: 10, won: 60))] }.contains(.number))
    #expect(kinds { $0.basis.cells = [] }.isSuperset(of: [.number, .threshold]))
    #expect(kinds { $0.basis.alpha = 0.5 }.contains(.rule))
    #expect(kinds { $0.basis.roundAlpha = 0.9 }.contains(.number))
    #expect(kinds { $0.basis.minimumPairs = 1 }.contains(.rule))
    let alarmed = kinds { $0.basis.drift?.statistic = 20_000 }
    #expect(alarmed.contains(.threshold))
    let blind = kinds { $0.basis.drift = nil }
    #expect(blind.contains(.threshold))
    #expect(kinds { $0.basis.noise = JudgeNoise(decisive: 100, flipped: 1) }.contains(.number))
    #expect(kinds { $0.from = .closed(reason: .neverOpened) } == [.impossible])
    #expect(kinds { $0.to = .open(round: 2) } == [.impossible])
    let found = kinds {
      $0.basis.guardrails = [GuardrailBasis(name: "x", limit: 0.1, counts: .init(), logEUnder: 9, logEOver: 0)]
    }
    #expect(found.isSuperset(of: [.number, .rule]))
  }

  @Test("a guardrail that the rules have and the row has not is missed")
  func missingGuardrail() throws {
    let (_, history) = try GateFixture.wholeLife()
    let honest = try #require(history.records.compactMap(\.transition).first { $0.cause == .promoted })
    var rules = history.rules
    rules.guardrails = [.init(name: "leak", limit: 0.05)]
    #expect(!GateAudit.verify(honest, rules: rules).isEmpty)
  }
}
