import GRDB

/// The keys of a ledger, for a command that works beside a running gateway: it needs no journal.
public final class KeyStore: Sendable {
  private let registry: KeyRegistry

  private init(_ registry: KeyRegistry) { self.registry = registry }

  /// Opens the ledger's database, or makes it. `keysMarker` is the gateway's `LedgerOptions.keysMarker`.
  public static func open(path: String, keysMarker: String? = nil) throws -> KeyStore {
    let marker = KeysMarker(path: keysMarker ?? LedgerPaths(path).keys)
    return KeyStore(KeyRegistry(database: try DatabaseFile.openQueue(path), marker: marker))
  }

  /// Makes a key. The secret is told once and cannot be had again.
  public func createKey(
    tenant: String, useCase: String? = nil, dataClass: String? = nil, caps: Caps = Caps(), name: String? = nil
  ) throws -> (key: KeyRecord, secret: String) {
    try registry.create(tenant: tenant, useCase: useCase, dataClass: dataClass, caps: caps, name: name)
  }

  /// All keys, oldest first, revoked ones too.
  public func keys() throws -> [KeyRecord] { try registry.list() }

  /// Revokes a key; a running gateway notices within moments.
  public func revokeKey(_ id: String) throws -> KeyRecord { try registry.revoke(id) }
}
