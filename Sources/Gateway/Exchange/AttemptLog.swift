import Catalog

/// What was tried, in order, in a form that fits a ledger row: `offerA:429 offerB:timeout:idle`.
struct AttemptLog: Sendable {
  private(set) var text = ""
  private(set) var failures = 0

  /// Notes an attempt that failed.
  mutating func add(offer: OfferID, outcome: String) {
    failures += 1
    note(offer: offer, outcome: outcome)
  }

  /// Notes what else an offer was asked.
  mutating func note(offer: OfferID, outcome: String) {
    guard text.utf8.count < 200 else { return }
    if !text.isEmpty { text += " " }
    text += "\(offer):\(outcome)"
  }
}
