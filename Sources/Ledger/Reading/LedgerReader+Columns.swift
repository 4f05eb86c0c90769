import GRDB

extension LedgerReader {
  /// The values of one row, by column.
  public struct Values {
    let row: Row

    /// The text in a column; nil for NULL and for a column that was not asked for.
    public func text(_ column: String) -> String? { row.hasColumn(column) ? row[column] : nil }

    /// The integer in a column; nil for NULL and for a column that was not asked for.
    public func integer(_ column: String) -> Int64? { row.hasColumn(column) ? row[column] : nil }
  }

  /// Gives every decision's columns in the order in which they were recorded, one at a time: however many there are.
  public func forEachDecision(columns: [String], _ body: (Values) throws -> Void) throws {
    let known = try database.read { db in Set(try db.columns(in: "decisions").map(\.name)) }
    let wanted = columns.filter(known.contains)
    try database.read { db in
      let rows = try Row.fetchCursor(
        db, sql: "SELECT \(wanted.joined(separator: ", ")) FROM decisions ORDER BY number")
      while let row = try rows.next() { try body(Values(row: row)) }
    }
  }
}
