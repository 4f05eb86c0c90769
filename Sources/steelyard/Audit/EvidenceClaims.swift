import ArgumentParser
import Audit
import Catalog
import Evidence
import Foundation
import Gateway
import Ledger

/// What a ledger's open gates prove: the moves whose savings an audit may claim.
enum EvidenceClaims {
  /// A claim for each gate that its own rows show to be open, of all tenants together.
  static func read(_ path: String, catalog: Catalog) throws -> [EvidenceClaim] {
    guard FileManager.default.fileExists(atPath: path) else {
      throw ValidationError("there is no ledger at '\(path)'; --evidence names one whose gates prove moves")
    }
    let store = try EvidenceStore.open(path: path)
    return try store.gates().compactMap { row in
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

  private static func model(_ offer: String, _ catalog: Catalog) -> ModelID? {
    if let number = catalog.offerNumber(offer) { return catalog.offers[number].model }
    return catalog.model(named: offer)?.id
  }
}
