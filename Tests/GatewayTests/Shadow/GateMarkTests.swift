import Catalog
import Evidence
import Foundation
import GRDB
import Ledger
import TestFiles
import Testing

@testable import Gateway

@Suite("Marks of gates with many rows")
struct GateMarkTests {
  private static let seal = GateSeal(salt: Array("a secret of this ledger".utf8))

  private static let terms: GateTerms = {
    var rules = GateRules(stakes: .low, margin: 0.2, alpha: 0.1, minimumPairs: 600)
    rules.guardrails = [GuardrailRule(name: "refusal", limit: 0.1)]
    return GateTerms(
      name: "work:b",
      key: GateKey(
        useCase: "work", incumbent: "a", incumbentVersion: "1", challenger: "b", challengerVersion: "1",
        judgeVersion: "1", policyVersion: "1"), rules: rules)
  }()

  private let path = TestFiles.path(".db").path

  private func store() throws -> EvidenceStore { try EvidenceStore.open(path: path) }

  private func begun() throws -> (GateBook, EvidenceStore) {
    let store = try store()
    try store.addGate(id: Self.terms.id, useCase: "work", tenant: nil, key: Self.terms.json, at: .now())
    var book = try GateBook(Self.terms, from: store, under: Self.seal)
    try book.append([.start(round: 1)], at: .now(), to: store)
    return (book, store)
  }

  /// Writes pairs, or audits once the gate is open, each with a check of the guardrail.
  private func write(_ count: Int, _ book: inout GateBook, _ store: EvidenceStore) throws {
    for start in stride(from: 0, to: count, by: 50) {
      let events = (start..<min(count, start + 50)).flatMap { number -> [GateEvent] in
        let difference: Difference = [.won, .tied, .lost, .tied, .halfWon][number % 5]
        let pair: GateEvent = book.gate.isOpen ? .audit(difference) : .pair(difference)
        return [.guardrail(name: "refusal", failed: number % 97 == 0), pair]
      }
      try book.append(events, at: .now(), to: store)
      try book.mark(in: store, under: Self.seal)
    }
  }

  private func text(_ gate: Gate) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(gate), as: UTF8.self)
  }

  @Test("a gate is the same from its mark and from all of its rows, gathering and open", arguments: [550, 1_400])
  func same(pairs: Int) throws {
    var (book, store) = try begun()
    try write(pairs, &book, store)
    #expect(book.gate.isOpen == (pairs > 600))
    let mark = try #require(try store.mark(of: Self.terms.id))
    #expect(mark.row.sequence >= 1_000 && mark.row.sequence < book.last?.sequence ?? 0)
    let all = try GateBook(Self.terms, from: store)
    let marked = try GateBook(Self.terms, from: self.store(), under: Self.seal)
    #expect(try text(marked.gate) == text(all.gate))
    #expect(marked.gate.basis == all.gate.basis)
    #expect((marked.last, marked.evidence) == (all.last, all.evidence))
    let rows = try store.events(of: Self.terms.id)
    #expect(try GateBook.fault(inMarkOf: Self.terms, rows: rows, store) == nil)
  }

  @Test("what is written after a restart from a mark follows from all rows")
  func goesOn() throws {
    var (book, store) = try begun()
    try write(700, &book, store)
    var again = try GateBook(Self.terms, from: self.store(), under: Self.seal)
    try write(900, &again, store)
    let all = try GateBook(Self.terms, from: store)
    #expect(try text(again.gate) == text(all.gate))
    #expect(try store.mark(of: Self.terms.id)?.row.sequence ?? 0 > 2_000)
  }

  @Test("rows that a mark covers are not read again")
  func notRead() throws {
    var (book, store) = try begun()
    try write(700, &book, store)
    try DatabaseQueue(path: path).write { try $0.execute(sql: "DELETE FROM gate_events WHERE sequence = 5") }
    #expect(throws: GateFault.self) { try GateBook(Self.terms, from: store) }
    #expect(throws: GateFault.self) { try GateBook(Self.terms, from: store, under: GateSeal(salt: [1])) }
    let marked = try GateBook(Self.terms, from: store, under: Self.seal)
    #expect(try text(marked.gate) == text(book.gate))
  }

  @Test(
    "a mark that was changed, or ends with another row, is not believed",
    arguments: [
      "UPDATE gate_marks SET state = replace(state, '\"rounds\":1', '\"rounds\":2')",
      "UPDATE gate_marks SET evidence = 7", "UPDATE gate_marks SET seal = ''", "UPDATE gate_marks SET state = '{}'",
      "UPDATE gate_marks SET number = number - 1", "UPDATE gate_marks SET chain = 'x'",
    ])
  func forged(sql: String) throws {
    var (book, store) = try begun()
    try write(700, &book, store)
    try DatabaseQueue(path: path).write { db in
      try db.execute(sql: sql)
      #expect(db.changesCount == 1)
    }
    let again = try GateBook(Self.terms, from: store, under: Self.seal)
    #expect(try text(again.gate) == text(book.gate))
    #expect(again.marked == 0)
  }

  @Test("an audit finds a mark to which the rows do not lead, whoever sealed it")
  func audited() throws {
    var (book, store) = try begun()
    try write(700, &book, store)
    let mark = try #require(try store.mark(of: Self.terms.id))
    let other = mark.state.replacing(#""transitions":1"#, with: #""transitions":3"#)
    #expect(other != mark.state)
    try DatabaseQueue(path: path).write { try $0.execute(sql: "DELETE FROM gate_marks") }
    try store.keep(Self.seal.mark(row: mark.row, evidence: mark.evidence, state: other))
    let rows = try store.events(of: Self.terms.id)
    let fault = try GateBook.fault(inMarkOf: Self.terms, rows: rows, store)
    #expect(fault == "the mark behind row \(mark.row.sequence) holds a gate to which the rows do not lead")
  }

  @Test("an earlier mark never takes the place of a later one")
  func order() throws {
    var (book, store) = try begun()
    try write(700, &book, store)
    let mark = try #require(try store.mark(of: Self.terms.id))
    let early = try #require(try store.events(of: Self.terms.id).first)
    try store.keep(Self.seal.mark(row: early, evidence: 1, state: mark.state))
    #expect(try store.mark(of: Self.terms.id) == mark)
  }
}
