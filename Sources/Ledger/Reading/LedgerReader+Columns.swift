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

  /// Gives the same columns for every bill: those that say who served, what was used and what it cost are the bill's own,
  /// so that money is counted where it was spent. A row without bills is its own only one.
  public func forEachBill(columns: [String], _ body: (Values) throws -> Void) throws {
    let known = try database.read { db in Set(try db.columns(in: "decisions").map(\.name)) }
    let wanted = columns.filter(known.contains).map { column in
      guard let own = Self.billColumns[column] else { return "d.\(column)" }
      // A request of unknown cost has none in any of its bills.
      let unknown = column == "cost_nano" ? " OR d.cost_nano IS NULL" : ""
      return "CASE WHEN b.decision IS NULL\(unknown) THEN d.\(column) ELSE b.\(own) END AS \(column)"
    }
    try database.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT \(wanted.joined(separator: ", ")) FROM decisions AS d
          LEFT JOIN attempt_bills AS b ON b.decision = d.number ORDER BY d.number, b.position
          """)
      while let row = try rows.next() { try body(Values(row: row)) }
    }
  }

  private static let billColumns = [
    "served_offer": "offer", "served_model": "model", "provider": "provider", "input": "input",
    "cache_read": "cache_read", "cache_write_5m": "cache_write_5m", "cache_write_1h": "cache_write_1h",
    "output": "output", "reasoning": "reasoning", "usage_estimated": "usage_estimated", "cost_nano": "cost_nano",
  ]
}
