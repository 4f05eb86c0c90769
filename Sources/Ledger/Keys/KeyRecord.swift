public import Catalog

/// A caller's key as the ledger keeps it; the secret itself is not kept.
public struct KeyRecord: Hashable, Sendable {
  /// The public part of the key, eight characters.
  public var id: String
  /// What its owner calls it.
  public var name: String?
  /// Who it belongs to.
  public var tenant: String
  /// The use case that it is bound to.
  public var useCase: String?
  /// The class of data that its requests carry.
  public var dataClass: String?
  /// What it may spend.
  public var caps: Caps
  /// When it was made.
  public var createdAt: Timestamp
  /// When it was revoked; nil while it is good.
  public var revokedAt: Timestamp?

  /// True when its spending is limited.
  public var hasCap: Bool { !caps.isEmpty }
}
