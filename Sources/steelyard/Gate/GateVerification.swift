import Catalog
import Evidence
import Gateway
import Ledger

/// Something that does not follow from the rest of the record.
struct GateFinding {
  var gate: String
  var kind: String
  var place: String
  var message: String
}

/// One gate's records, recomputed.
struct GateVerification {
  let name: String
  let shortID: String
  let id: String
  let rows: [EvidenceEvent]
  private(set) var faults: [GateFinding] = []
  /// Spans in which the gate was open, by the number of the row that opened it.
  private(set) var openings: [Int64: (from: Timestamp, until: Timestamp?)] = [:]
  private(set) var state = "unknown"
  private(set) var pairs = 0

  /// What is to be kept elsewhere: id, last row, last link.
  var tail: String { "\(id) \(rows.last?.sequence ?? 0) \(rows.last?.chain ?? "-")" }

  init(_ entry: GateRegister.Entry, store: EvidenceStore, kept: KeptLinks?) throws {
    name = entry.terms.name
    shortID = entry.terms.key.shortID
    id = entry.terms.id
    rows = try store.events(of: id)
    for fault in try store.faults(of: id) { note("chain", "rows", fault) }
    for fault in kept?.faults(id: id, rows: rows) ?? [] { note("kept link", "rows", fault) }
    checkTerms(entry)
    do {
      try replay(entry.terms, store)
      if let fault = try GateBook.fault(inMarkOf: entry.terms, rows: rows, store) { note("mark", "gate", fault) }
    } catch let fault as GateFault {
      note("row", "rows", fault.message)
    }
  }

  private mutating func note(_ kind: String, _ place: String, _ message: String) {
    faults.append(GateFinding(gate: name, kind: kind, place: place, message: message))
  }

  // The policy's own terms were recomputed; those that the ledger keeps must be the same under the same id.
  private mutating func checkTerms(_ entry: GateRegister.Entry) {
    guard entry.gate != nil, let row = entry.row, let recorded = try? GateTerms(row), recorded != entry.terms else {
      return
    }
    note("rule", "gate", "the ledger keeps other rules for it than the policy has under the same version")
  }

  private mutating func replay(_ terms: GateTerms, _ store: EvidenceStore) throws {
    let history = try GateBook.history(terms, rows: rows)
    let replay = GateAudit.replay(history)
    for found in replay.discrepancies { note(found.kind.rawValue, found.place, found.message) }
    state = replay.gate.map { GateText.state($0.state) } ?? "none"
    try checkUnits(history, store)
    var opened: Int64?
    for step in try GateTrail(terms, rows: rows).steps {
      if let row = opened { openings[row]?.until = step.row.at }
      opened = nil
      if case .open = step.transition.to {
        openings[step.row.sequence] = (step.row.at, nil)
        opened = step.row.sequence
      }
    }
  }

  // What was counted must be what was scored.
  private mutating func checkUnits(_ history: GateHistory, _ store: EvidenceStore) throws {
    let exchanges = Dictionary(
      try store.exchanges(of: id, limit: .max).map { ($0.unit, $0) }, uniquingKeysWith: { first, _ in first })
    for record in history.records {
      let counted: Difference
      switch record.event {
      case .pair(let difference, _, _), .audit(let difference, _): counted = difference
      default: continue
      }
      pairs += 1
      guard let unit = record.unit else {
        note("unit", "row \(record.sequence)", "counts a pair of no conversation")
        continue
      }
      guard let exchange = exchanges[unit] else {
        note("unit", "row \(record.sequence)", "counts '\(unit)', of which the ledger has no pair of answers")
        continue
      }
      if exchange.difference != Int(counted.rawValue) {
        let scored = exchange.difference.map { GateText.signed(Double($0) / 2, 1) } ?? "not at all"
        note(
          "unit", "row \(record.sequence)",
          "counts '\(unit)' as \(GateText.signed(counted.value, 1)), which was scored \(scored)")
      }
    }
  }
}
