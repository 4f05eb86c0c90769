public import Catalog

/// Money set aside for one request until `Ledger.settle`.
public struct Hold: Hashable, Sendable {
  /// The request's name.
  public let id: DecisionID
  /// What is set aside; nil when the price is unknown and the key has no cap.
  public internal(set) var amount: NanoDollars?
  let keyID: String?
  let windows: WindowNumbers
  let slot: Int
  // Where the outcome begins in the slot's record.
  let draftBytes: Int
  // Tells this use of the slot from all others.
  let sequence: UInt64
}
