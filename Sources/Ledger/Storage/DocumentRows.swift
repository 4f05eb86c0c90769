import Catalog
import GRDB

/// Rows of the table `documents`: texts by their hash.
enum DocumentRows {
  /// Stores a text unless it is there. Throws when another one has the same mark.
  static func insert(hash: String, kind: String, body: String, _ db: Database) throws -> Bool {
    let mark = Int64(bitPattern: DocumentMark.of(hash))
    if let stored = try String.fetchOne(db, sql: "SELECT hash FROM documents WHERE mark = ?", arguments: [mark]) {
      guard stored == hash else {
        throw LedgerError(.invalidValue, "the documents \(hash) and \(stored) cannot be told apart by 64 bits")
      }
      return false
    }
    try db.execute(
      sql: "INSERT INTO documents (mark, hash, kind, body, stored_at) VALUES (?, ?, ?, ?, ?)",
      arguments: [mark, hash, kind, body, Timestamp.now.milliseconds])
    return true
  }

  static func fetch(hash: String, _ db: Database) throws -> (kind: String, body: String)? {
    try Row.fetchOne(db, sql: "SELECT kind, body FROM documents WHERE hash = ?", arguments: [hash])
      .map { ($0["kind"], $0["body"]) }
  }
}
