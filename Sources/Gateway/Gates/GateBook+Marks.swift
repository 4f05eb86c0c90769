import Evidence
import Foundation
public import Ledger

extension GateBook {
  /// Rows after which a gate is marked again.
  static let markInterval: Int64 = 1_000

  /// A gate from its mark and the rows behind that; from all of its rows where no mark is believed.
  init(_ terms: GateTerms, from store: EvidenceStore, under seal: GateSeal?) throws {
    if let seal, let mark = try store.mark(of: terms.id), seal.holds(mark), let gate = Self.gate(mark, terms) {
      self.init(terms, gate: gate, last: mark.row, evidence: mark.evidence)
    } else {
      try self.init(terms)
    }
    try catchUp(from: store)
  }

  /// Keeps a mark once enough rows have come since the last.
  mutating func mark(in store: EvidenceStore, under seal: GateSeal?) throws {
    guard let seal, let last, last.sequence - marked >= Self.markInterval else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = String(decoding: try encoder.encode(gate), as: UTF8.self)
    try store.keep(seal.mark(row: last, evidence: evidence, state: json))
    marked = last.sequence
  }

  // Of other terms it would be another gate, whatever its seal.
  private static func gate(_ mark: GateMark, _ terms: GateTerms) -> Gate? {
    guard let gate = try? JSONDecoder().decode(Gate.self, from: Data(mark.state.utf8)),
      gate.key == terms.key, gate.rules == terms.rules, gate.permission == terms.permission
    else { return nil }
    return gate
  }

  /// What is wrong with the mark of a gate, of which these are all rows; nil when nothing is, or there is none.
  public static func fault(inMarkOf terms: GateTerms, rows: [EvidenceEvent], _ store: EvidenceStore) throws -> String? {
    guard let mark = try store.mark(of: terms.id) else { return nil }
    let place = "the mark behind row \(mark.row.sequence)"
    guard let marked = gate(mark, terms) else { return "\(place) cannot be read" }
    var book = try GateBook(terms)
    try book.take(rows.filter { $0.number <= mark.row.number })
    // Sums of logarithms may differ in the last places between mathematics libraries.
    let isSame =
      book.gate.state == marked.state && book.gate.rounds == marked.rounds
      && book.gate.transitions == marked.transitions && book.gate.tally == marked.tally
      && book.gate.breaker == marked.breaker && book.gate.drift?.counts == marked.drift?.counts
      && book.gate.guardrailCounts.elementsEqual(marked.guardrailCounts) { $0 == $1 }
      && book.evidence == mark.evidence
    return isSame ? nil : "\(place) holds a gate to which the rows do not lead"
  }
}
