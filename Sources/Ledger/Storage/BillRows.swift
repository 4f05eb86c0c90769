import Catalog
import GRDB

/// Rows of the table `attempt_bills`.
enum BillRows {
  // In the order in which a slot of the journal has them, behind what says whose they are.
  private static let columns = [
    "decision", "position", "last", "usage_estimated", "input", "cache_read", "cache_write_5m", "cache_write_1h",
    "output", "reasoning", "cost_nano", "fees_nano", "offer", "model", "provider", "tier", "why",
  ]

  private static let insertion = """
    INSERT INTO attempt_bills (\(columns.joined(separator: ", ")))
    VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
    """

  /// Inserts the bills of a row that was written, in its transaction.
  static func insert(_ bound: DecisionRows.Bound, of decision: Int64, _ db: Database) throws {
    var row = RowBinder(try db.cachedStatement(sql: insertion))
    defer { row.clear() }
    var bills = bound.bills
    for position in 0..<bound.billCount {
      row.put(decision)
      row.put(Int64(position))
      row.put(position == bound.billCount - 1)
      let flags = bills.integer(UInt8.self)
      row.put(flags & 2 != 0)
      for _ in TokenKind.allCases {
        let count = bills.integer(Int64.self)
        row.put(flags & 1 != 0 ? count : nil)
      }
      _ = DecisionRows.amount(&bills, &row)
      row.put(bills.integer(Int64.self))
      for _ in 0..<5 { row.put(bills.text()) }
      try row.run()
    }
  }

  /// The bills of a row by its number, in order; empty where it has none of its own.
  static func fetch(_ decision: Int64, _ db: Database) throws -> [AttemptBill] {
    let statement = try db.cachedStatement(sql: "SELECT * FROM attempt_bills WHERE decision = ? ORDER BY position")
    return try Row.fetchAll(statement, arguments: [decision]).map { row in
      AttemptBill(
        offer: row["offer"], model: row["model"], provider: row["provider"], tier: row["tier"],
        usage: DecisionRows.usage(row), isEstimated: row["usage_estimated"],
        cost: (row["cost_nano"] as Int64?).map { NanoDollars($0) }, fees: NanoDollars(row["fees_nano"]),
        why: row["why"])
    }
  }
}
