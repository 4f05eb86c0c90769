import GRDB
import GRDBSQLite

/// Binds the values of a row to a prepared statement, in order, and runs it.
///
/// SQLite's own functions, because a value that passes through GRDB's types costs ten times as much and a row has
/// forty-six of them.
struct RowBinder {
  private let statement: SQLiteStatement
  private var column: Int32 = 0

  init(_ statement: Statement) { self.statement = statement.sqliteStatement }

  mutating func put(_ value: Int64?) {
    column += 1
    if let value { sqlite3_bind_int64(statement, column, value) } else { sqlite3_bind_null(statement, column) }
  }

  mutating func put(_ value: Bool) { put(value ? 1 : 0 as Int64) }

  /// A text that stays where it is until the row is written: it is not copied.
  mutating func put(_ text: UnsafeRawBufferPointer?) {
    guard let text else { return put(nil as Int64?) }
    column += 1
    let address = text.baseAddress?.assumingMemoryBound(to: CChar.self)
    sqlite3_bind_text(statement, column, address, Int32(clamping: text.count), nil)
  }

  mutating func put(_ text: String?) {
    guard let text else { return put(nil as Int64?) }
    column += 1
    sqlite3_bind_text(statement, column, text, -1, Self.copied)
  }

  mutating func put(_ id: DecisionID) {
    column += 1
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: DecisionID.length) { characters in
      id.write(to: characters)
      characters.withMemoryRebound(to: CChar.self) { characters in
        _ = sqlite3_bind_text(
          statement, column, characters.baseAddress, Int32(DecisionID.length), Self.copied)
      }
    }
  }

  /// Runs the statement and makes it ready for the next row.
  mutating func run() throws {
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    column = 0
    guard code == SQLITE_DONE else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(sqlite3_db_handle(statement))))
    }
  }

  /// Lets go of the texts that the last row borrowed.
  mutating func clear() {
    column = 0
    sqlite3_clear_bindings(statement)
  }

  // SQLITE_TRANSIENT, which is a cast that Swift does not import.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
