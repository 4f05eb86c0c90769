import GRDB

extension Ledger {
  /// Keeps a policy, catalogue or list of upstreams under its hash, for replays; false when it was there.
  ///
  /// Has to happen before the first hold that names it.
  @discardableResult
  public func storeDocument(hash: String, kind: String, body: String) throws -> Bool {
    try database.write { db in try DocumentRows.insert(hash: hash, kind: kind, body: body, db) }
  }

  /// Questions to the rows; call `flush` first to see all that is settled.
  public var reader: LedgerReader { LedgerReader(database) }

  /// Opens a ledger to read it, beside a running gateway or without one.
  public static func openReader(path: String) throws -> LedgerReader { LedgerReader(try DatabaseFile.openReader(path)) }
}
