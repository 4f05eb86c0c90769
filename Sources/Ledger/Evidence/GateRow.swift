public import Catalog

/// A gate that the ledger knows.
public struct GateRow: Hashable, Sendable {
  /// The id of the gate's key.
  public var id: String
  public var useCase: String
  /// Whose traffic it concerns; nil for everybody's.
  public var tenant: String?
  /// The key as JSON: offers, their versions, judge, policy.
  public var key: String
  public var createdAt: Timestamp
}
