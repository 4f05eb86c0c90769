import Catalog
import Evidence
import Foundation
import GRDB
import Ledger
import NIOHTTP1
import Logging
import TestFiles
import Testing

@testable import Gateway

@Suite("Gates in the ledger")
struct GateDeskTests {
  private final class Folder: Sendable {
    let path = TestFiles.path(".db").path

    func store() throws -> EvidenceStore { try EvidenceStore.open(path: path) }
  }

  private func terms(_ version: String = "1", name: String = "work:b") -> GateTerms {
    var rules = GateRules(stakes: .low, margin: 0.2, alpha: 0.1, minimumPairs: 10)
    rules.breaker = BreakerRule()
    return GateTerms(
      name: name,
      key: GateKey(
        useCase: "work", incumbent: "a", incumbentVersion: "1", challenger: "b", challengerVersion: version,
        judgeVersion: "1", policyVersion: "1"), rules: rules)
  }

  private func book(_ folder: Folder, _ terms: GateTerms) throws -> (GateBook, EvidenceStore) {
    let store = try folder.store()
    try store.addGate(id: terms.id, useCase: "work", tenant: nil, key: terms.json, at: .now())
    return (try GateBook(terms, from: store), store)
  }

  @Test("a restart leads to the same state and the same numbers")
  func restart() throws {
    let folder = Folder()
    var (book, store) = try book(folder, terms())
    try book.append([.start(round: 1)], at: .now(), to: store)
    for number in 0..<60 {
      try book.append([.pair(number % 3 == 0 ? .tied : .won)], unit: "\(number)", at: .now(), to: store)
    }
    #expect(book.gate.isOpen)
    let again = try GateBook(terms(), from: try folder.store())
    #expect(again.gate.state == book.gate.state)
    #expect(again.gate.basis == book.gate.basis)
    #expect(again.evidence == book.evidence)
    #expect(GateAudit.replay(try GateBook.history(terms(), rows: try store.events(of: terms().id))).discrepancies == [])
  }

  @Test("two processes feed one gate: each counts what the other noted, and no pair is counted twice")
  func replicas() throws {
    let folder = Folder()
    var (one, first) = try book(folder, terms())
    var (two, second) = try book(folder, terms())
    try one.append([.start(round: 1)], at: .now(), to: first)
    // The other has not looked yet, and its word comes too late.
    let late = try two.append([.start(round: 1)], at: .now(), to: second)
    #expect(late.events == 0)
    for number in 0..<8 {
      try one.append([.pair(.won)], unit: "a\(number)", at: .now(), to: first)
      try two.append([.pair(.lost)], unit: "b\(number)", at: .now(), to: second)
    }
    try one.take(try first.events(of: terms().id, after: one.last?.number ?? 0))
    #expect(one.gate.tally.counts.five == [8, 0, 0, 0, 8])
    #expect(two.gate.tally.counts.five == [8, 0, 0, 0, 8])
    #expect(try first.faults(of: terms().id) == [])
  }

  @Test(
    "a row that somebody changed, removed or forged is refused",
    arguments: [
      "UPDATE gate_events SET body = replace(body, '-2', '2') WHERE sequence = 4",
      "DELETE FROM gate_events WHERE sequence = 3",
      "UPDATE gate_events SET at = at + 1 WHERE sequence = 2",
      """
      INSERT INTO gate_events (gate, sequence, at, kind, body, chain)
      SELECT gate, sequence + 1, at, kind, body, chain FROM gate_events ORDER BY sequence DESC LIMIT 1
      """,
    ])
  func forged(_ sql: String) throws {
    let folder = Folder()
    var (book, store) = try book(folder, terms())
    try book.append([.start(round: 1)], at: .now(), to: store)
    for number in 0..<5 { try book.append([.pair(.lost)], unit: "\(number)", at: .now(), to: store) }
    let forger = try DatabaseQueue(path: folder.path)
    try forger.write { try $0.execute(sql: sql) }
    #expect(throws: GateFault.self) { try GateBook(terms(), from: store) }
  }

  @Test("a change of state that the evidence does not lead to is refused, even if its links fit")
  func lied() throws {
    let folder = Folder()
    let (_, store) = try book(folder, terms())
    var rich = try GateBook(terms())
    let other = Folder()
    let rows = try other.store()
    try rows.addGate(id: terms().id, useCase: "work", tenant: nil, key: terms().json, at: .now())
    try rich.append([.start(round: 1)], at: .now(), to: rows)
    for number in 0..<60 where !rich.gate.isOpen {
      try rich.append([.pair(.won)], unit: "\(number)", at: .now(), to: rows)
    }
    let promotion = try #require(try rows.events(of: terms().id).last)
    try store.append(gate: terms().id, after: 0) { _ in
      [
        .init(at: .now(), kind: "start", body: try #require(try rows.events(of: terms().id).first).body),
        .init(at: .now(), kind: promotion.kind, body: promotion.body),
      ]
    }
    #expect(try store.faults(of: terms().id) == [])
    #expect(throws: GateFault.self) { try GateBook(terms(), from: store) }
  }

  @Test("hard failures that close a gate are written so that a replay closes it too")
  func hardFailures() throws {
    var failures = HardFailures()
    for _ in 0..<100 { #expect(failures.observe(failed: false, rule: BreakerRule()).isEmpty) }
    for _ in 0..<4 { #expect(failures.observe(failed: true, rule: BreakerRule()).isEmpty) }
    let events = failures.observe(failed: true, rule: BreakerRule())
    #expect(events.count == 64)
    let folder = Folder()
    var (book, store) = try book(folder, terms())
    let signature = OwnerSignature(name: "ann", reason: "test", day: "2026-11-24")
    try book.append([.owner(action: .open, signature: signature)], at: .now(), to: store)
    let end = try book.append(events, at: .now(), to: store)
    #expect(end.transition?.cause == .hardFailures)
    #expect(try GateBook(terms(), from: store).gate.state == .closed(reason: .hardFailures))
  }

  @Test("another version of a model closes the gate and begins a new one; when it is back so is the old")
  func versions() async throws {
    try await GateHarness.run(gate: GateHarness.checked) { gates in
      for number in 0..<12 { try await gates.ask(number) }
      await gates.settled()
      let before = try gates.book
      #expect(before.gate.tally.total == 12)
      var changed = gates.harness.gateway.snapshot.configuration
      changed.policy.text = GateHarness.policy(GateHarness.checked + ", margin: 0.2")
      try await gates.harness.gateway.reload(changed)
      let after = try gates.book
      #expect(after.terms.id != before.terms.id)
      #expect(after.gate.state == .gathering(round: 1))
      #expect(after.gate.tally.total == 0)
      let old = try GateBook(before.terms, from: gates.service.store)
      #expect(old.gate.state == .closed(reason: .versionChanged))
      changed.policy.text = GateHarness.policy(GateHarness.checked)
      try await gates.harness.gateway.reload(changed)
      // Rounds that were begun are spent: new evidence, and a smaller share of the error.
      #expect(try gates.book.gate.state == .gathering(round: 2))
      #expect(try gates.book.gate.tally.total == 0)
    }
  }

  @Test("a gate whose records are not believed stays closed and is named; requests are served as if it had no evidence")
  func unbelieved() async throws {
    try await GateHarness.run(gate: GateHarness.checked) { gates in
      try await gates.ask(1)
      await gates.settled()
      gates.harness.gateway.ledger.flush()
      let forger = try DatabaseQueue(path: gates.harness.gateway.ledger.path)
      try await forger.write { try $0.execute(sql: "UPDATE gate_events SET kind = 'audit' WHERE kind = 'pair'") }
      try await gates.harness.gateway.reload(gates.harness.gateway.snapshot.configuration)
      #expect(gates.desk.problems.map(\.name) == [GateHarness.name])
      let reply = try await gates.ask(2)
      #expect(reply.headers.first(name: "x-steelyard-model") == GateHarness.incumbent)
    }
  }

  @Test("terms of another key than the row's are refused")
  func wrongTerms() throws {
    let store = try Folder().store()
    try store.addGate(id: "x", useCase: "work", tenant: nil, key: terms().json, at: .now())
    let row = try #require(try store.gates().first)
    #expect(throws: GateFault.self) { try GateTerms(row) }
  }
}
