import Catalog
import Evidence
import Foundation
import GRDB
import Ledger
import Testing

@testable import Gateway

@Suite("Gates while the ledger cannot be written")
struct GateTroubleTests {
  private static let gate =
    GateHarness.checked + ", margin: 0.2, error: 0.1, pairs: {minimum: 10, maximum: 1000}, "
    + "guardrails: {refusal: 0.2, failure: 0.2, schema: 0.2}"

  /// Notes a pair, or an audit once the gate is open.
  private func note(_ number: Int, _ difference: Difference, _ gates: GateHarness) throws {
    let standing = try #require(gates.desk.all.first)
    var generator = SystemRandomNumberGenerator()
    let pair = ShadowExchange(
      decision: DecisionID(at: .now(), using: &generator), gate: standing.id, unit: "unit \(number)", at: .now(),
      incumbentOffer: "a@x", challengerOffer: "b@y", difference: Int(difference.rawValue), basis: "check",
      inclusionPPM: 1_000_000)
    let guards = ["refusal", "failure", "schema"].map { GateEvent.guardrail(name: $0, failed: false) }
    _ = try gates.desk.keep(
      pair, guards + [standing.isOpen ? .audit(difference) : .pair(difference)], of: standing)
  }

  private func execute(_ sql: String, _ gates: GateHarness) throws {
    let path = gates.harness.folder.appendingPathComponent("steelyard.db").path
    try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
  }

  @Test("a gate that drifts is out of service although its next round cannot begin, and begins it when it can")
  func nextRound() async throws {
    try await GateHarness.run(gate: Self.gate) { gates in
      for number in 0..<300 where gates.desk.all.first?.isOpen == false { try note(number, .won, gates) }
      #expect(gates.desk.all.first?.isOpen == true)
      try execute(
        """
        CREATE TRIGGER full BEFORE INSERT ON gate_events WHEN new.kind = 'start'
        BEGIN SELECT raise(ABORT, 'no room'); END
        """, gates)
      var failures = 0
      for number in 300..<900 where gates.desk.all.first?.isOpen == true {
        do { try note(number, .lost, gates) } catch is DatabaseError {
          failures += 1
          // At once, and not with the next pair.
          #expect(gates.harness.gateway.core.openGates.current == nil)
        }
      }
      #expect(failures == 1)
      #expect(gates.desk.all.first?.state == .closed(reason: .drift))
      #expect(gates.harness.gateway.core.openGates.current == nil)
      gates.desk.refresh(at: .now())
      #expect(gates.desk.all.first?.state == .closed(reason: .drift))
      try execute("DROP TRIGGER full", gates)
      gates.desk.refresh(at: .now())
      #expect(gates.desk.all.first?.state == .gathering(round: 2))
      #expect(gates.desk.problems.isEmpty)
    }
  }

  @Test("a pair that cannot be written leaves neither itself nor its evidence, and its gate goes on")
  func pair() async throws {
    try await GateHarness.run(gate: Self.gate) { gates in
      try note(1, .won, gates)
      try execute(
        """
        CREATE TRIGGER full BEFORE INSERT ON gate_events WHEN new.kind = 'pair'
        BEGIN SELECT raise(ABORT, 'no room'); END
        """, gates)
      #expect(throws: DatabaseError.self) { try note(2, .won, gates) }
      #expect(try !gates.service.store.isKnown(unit: "unit 2", gate: try #require(gates.desk.all.first).id))
      try execute("DROP TRIGGER full", gates)
      try note(2, .won, gates)
      #expect(try gates.book.gate.tally.total == 2)
      #expect(gates.desk.problems.isEmpty)
    }
  }
}
