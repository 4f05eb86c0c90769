import ArgumentParser
import Audit
import Catalog
import Evidence
import Foundation
import Gateway
import Ledger

/// What a ledger knows of moves: what its open gates prove, and what the hold-outs of its gates say.
enum EvidenceClaims {
  /// The ledger's evidence for an audit.
  static func read(_ path: String, catalog: Catalog) throws -> (gates: [EvidenceClaim], holdouts: [HoldoutClaim]) {
    guard FileManager.default.fileExists(atPath: path) else {
      throw ValidationError("there is no ledger at '\(path)'; --evidence names one whose gates prove moves")
    }
    let store = try EvidenceStore.open(path: path)
    return (try openGates(store, catalog: catalog), try HoldoutClaims.read(store, catalog: catalog))
  }

  /// A claim for each gate that its own rows show to be open, of all tenants together.
  private static func openGates(_ store: EvidenceStore, catalog: Catalog) throws -> [EvidenceClaim] {
    try store.gates().compactMap { row in
      let book = try GateBook(GateTerms(row), from: store)
      guard book.gate.isOpen, row.tenant == nil, try store.faults(of: row.id).isEmpty else { return nil }
      let tally = book.gate.tally
      guard tally.counts.total > 0, let incumbent = model(book.terms.key.incumbent, catalog),
        let challenger = model(book.terms.key.challenger, catalog)
      else { return nil }
      let interval = ConfidenceSequence(tally, alpha: 0.05)
      return EvidenceClaim(
        useCase: row.useCase, incumbent: incumbent, challenger: challenger, gate: book.terms.name,
        version: "\(book.evidence)", loss: -interval.upper ... -interval.lower, pairs: tally.counts.total)
    }
  }

  /// The model of a name in a gate: a model's own, or an offer's.
  static func model(_ offer: String, _ catalog: Catalog) -> ModelID? {
    if let number = catalog.offerNumber(offer) { return catalog.offers[number].model }
    return catalog.model(named: offer)?.id
  }
}
