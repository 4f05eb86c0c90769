import Catalog
import GRDB

/// Makes, lists and revokes keys in a database, whoever has it open.
struct KeyRegistry: Sendable {
  let database: any DatabaseWriter
  let marker: KeysMarker

  func create(
    tenant: String, useCase: String?, dataClass: String?, caps: Caps, name: String?
  ) throws -> (key: KeyRecord, secret: String) {
    guard !tenant.isEmpty, tenant.utf8.count <= 64 else {
      throw LedgerError(.invalidValue, "a key needs a tenant of 1 to 64 bytes, not '\(tenant.prefix(80))'")
    }
    for (window, cap) in BudgetWindow.allCases.map({ ($0, caps[$0]) }) {
      if let cap, cap < .zero { throw LedgerError(.invalidValue, "the \(window) cap is \(cap); it cannot be below $0") }
    }
    let (id, token) = KeyToken.make()
    let key = KeyRecord(
      id: id, name: name, tenant: tenant, useCase: useCase, dataClass: dataClass, caps: caps, createdAt: .now)
    // The mark first: with the key in force and no mark, a ledger lost in that moment would open the gateway.
    let isFirst = try marker.make()
    do {
      try database.write { db in try KeyRows.insert(KeyTable.Entry(key: key, digest: KeyToken.digest(token)), db) }
    } catch {
      if isFirst { marker.remove() }
      throw error
    }
    return (key, token)
  }

  func list() throws -> [KeyRecord] { try database.read { db in try KeyRows.all(db).map(\.key) } }

  func revoke(_ id: String) throws -> KeyRecord { try database.write { db in try KeyRows.revoke(id, at: .now, db) } }
}
