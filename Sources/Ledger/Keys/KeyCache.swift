import GRDB
import Synchronization

/// The keys in memory, so that proving one needs no database.
final class KeyCache: Sendable {
  private let table: Mutex<KeyTable>
  private let database: DatabasePool

  init(_ table: KeyTable, _ database: DatabasePool) {
    self.table = Mutex(table)
    self.database = database
  }

  var requiresKey: Bool { table.withLock { !$0.isEmpty } }

  func authenticate(_ token: Span<UInt8>) -> KeyRecord? {
    guard let name = KeyToken.name(token), let entry = table.withLock({ $0.entry(named: name) }),
      entry.matches(KeyToken.digest(token)), entry.key.revokedAt == nil
    else { return nil }
    return entry.key
  }

  /// Reads the keys again if the stored generation is another than ours.
  func reload() throws {
    let ours = table.withLock { $0.generation }
    let changed = try database.read { db in
      try KeyRows.generation(db) == ours ? nil : try KeyRows.table(db)
    }
    guard let changed else { return }
    table.withLock { if $0.generation < changed.generation { $0 = changed } }
  }
}
