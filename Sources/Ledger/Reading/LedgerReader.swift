import GRDB

/// Questions to the rows of a ledger.
public final class LedgerReader: Sendable {
  let database: any DatabaseReader

  init(_ database: any DatabaseReader) { self.database = database }

  /// One decision; nil when the ledger has none of that name.
  public func decision(_ id: DecisionID) throws -> DecisionRecord? {
    try database.read { db in
      try DecisionRows.fetch(db, "WHERE decisions.id = ?", [id.description]).first
    }
  }

  /// The latest decisions, or the first ones recorded after a given one; in the order in which they were recorded.
  public func decisions(after: DecisionID? = nil, last count: Int) throws -> [DecisionRecord] {
    try database.read { db in
      if let after {
        return try DecisionRows.fetch(
          db,
          "WHERE decisions.number > (SELECT number FROM decisions WHERE id = ?) ORDER BY decisions.number LIMIT ?",
          [after.description, max(0, count)])
      }
      return try DecisionRows.fetch(db, "ORDER BY decisions.number DESC LIMIT ?", [max(0, count)]).reversed()
    }
  }

  /// A stored text by its hash.
  public func document(hash: String) throws -> (kind: String, body: String)? {
    try database.read { db in try DocumentRows.fetch(hash: hash, db) }
  }

  /// All keys, oldest first, revoked ones too.
  public func keys() throws -> [KeyRecord] { try database.read { db in try KeyRows.all(db).map(\.key) } }
}
