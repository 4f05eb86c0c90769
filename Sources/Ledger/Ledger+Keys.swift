// Keys are made and revoked through SQLite first and take effect in memory before the call returns.
extension Ledger {
  private var registry: KeyRegistry { KeyRegistry(database: database, marker: keysMarker) }

  /// Makes a key. The secret is told once and cannot be had again.
  public func createKey(
    tenant: String, useCase: String? = nil, dataClass: String? = nil, caps: Caps = Caps(), name: String? = nil
  ) throws -> (key: KeyRecord, secret: String) {
    let made = try registry.create(tenant: tenant, useCase: useCase, dataClass: dataClass, caps: caps, name: name)
    try reloadKeys()
    return made
  }

  /// All keys, oldest first, revoked ones too.
  public func keys() throws -> [KeyRecord] { try registry.list() }

  /// Revokes a key; requests that began with it are served to their end.
  @discardableResult
  public func revokeKey(_ id: String) throws -> KeyRecord {
    let key = try registry.revoke(id)
    try reloadKeys()
    return key
  }
}
