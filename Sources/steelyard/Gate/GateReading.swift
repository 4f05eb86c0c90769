import Catalog
import Evidence
import Gateway
import Ledger

/// A gate with all that the ledger has of it.
struct GateReading {
  let entry: GateRegister.Entry
  /// Nil while the ledger has nothing of it, or where what it has is not believed.
  let book: GateBook?
  /// Why the rows are not believed.
  let fault: String?
  let rows: [EvidenceEvent]

  var terms: GateTerms { entry.terms }
  var gate: Gate? { book?.gate }

  init(_ entry: GateRegister.Entry, store: EvidenceStore?) throws {
    self.entry = entry
    guard let store, entry.row != nil else {
      (book, fault, rows) = (nil, nil, [])
      return
    }
    rows = try store.events(of: entry.terms.id)
    do {
      var book = try GateBook(entry.terms)
      try book.take(rows)
      (self.book, fault) = (book, nil)
    } catch let error as GateFault {
      (book, fault) = (nil, error.message)
    }
  }

  /// The state in words; that of a gate without rows is "not begun".
  var state: String {
    if fault != nil { return "not believed" }
    return GateText.state(gate?.state ?? .closed(reason: .neverOpened))
  }

  /// When the present state began.
  var since: Timestamp? {
    guard let book, book.evidence > 0 else { return nil }
    return rows.first { $0.sequence == book.evidence }?.at
  }

  var isGathering: Bool { if case .gathering? = gate?.state { true } else { false } }

  /// The least mean difference that the round's evidence leaves, at the error that the round may spend.
  var lowerBound: Double? {
    guard let gate, gate.tally.total > 0 else { return nil }
    let alpha = gate.roundAlpha ?? gate.rules.alpha
    return ConfidenceSequence(gate.tally, alpha: alpha, labelProbability: gate.rules.labelProbability).lower
  }
}
