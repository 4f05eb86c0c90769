import Catalog
import Foundation
import GRDB

/// Rows of the table `keys`.
enum KeyRows {
  static func all(_ db: Database) throws -> [KeyTable.Entry] {
    try Row.fetchAll(db, sql: "SELECT * FROM keys ORDER BY created_at, id").map { row in
      func amount(_ name: String) -> NanoDollars? {
        let value: Int64? = row[name]
        return value.map { NanoDollars($0) }
      }
      let revoked: Int64? = row["revoked_at"]
      return KeyTable.Entry(
        key: KeyRecord(
          id: row["id"], name: row["name"], tenant: row["tenant"], useCase: row["use_case"],
          dataClass: row["data_class"],
          caps: Caps(day: amount("cap_day"), month: amount("cap_month"), total: amount("cap_total")),
          createdAt: Timestamp(milliseconds: row["created_at"]),
          revokedAt: revoked.map { Timestamp(milliseconds: $0) }), digest: digest(row))
    }
  }

  private static func digest(_ row: Row) -> [UInt8] {
    let bytes: Data = row["digest"]
    return Array(bytes)
  }

  static func table(_ db: Database) throws -> KeyTable {
    KeyTable(try all(db), generation: try generation(db))
  }

  static func generation(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT number FROM generations WHERE name = 'keys'") ?? 0
  }

  static func insert(_ entry: KeyTable.Entry, _ db: Database) throws {
    let key = entry.key
    try db.execute(
      sql: """
        INSERT INTO keys (id, name, tenant, use_case, data_class, cap_day, cap_month, cap_total, digest, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        key.id, key.name, key.tenant, key.useCase, key.dataClass, key.caps.day?.amount, key.caps.month?.amount,
        key.caps.total?.amount, Data(entry.digest), key.createdAt.milliseconds,
      ])
    try advance(db)
  }

  /// Revokes a key; one that already is keeps its date. Throws when there is no such key.
  static func revoke(_ id: String, at instant: Timestamp, _ db: Database) throws -> KeyRecord {
    try db.execute(
      sql: "UPDATE keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?",
      arguments: [instant.milliseconds, id])
    guard let entry = try all(db).first(where: { $0.key.id == id }) else {
      throw LedgerError(.unknownKey, "there is no key '\(id)'; 'steelyard keys list' shows their ids")
    }
    try advance(db)
    return entry.key
  }

  private static func advance(_ db: Database) throws {
    try db.execute(sql: "UPDATE generations SET number = number + 1 WHERE name = 'keys'")
  }
}
