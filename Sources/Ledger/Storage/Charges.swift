import Catalog
import GRDB

/// What a group of new rows adds to the accounts: one row of `accounts` per key and window instead of one per request.
struct Charges {
  /// What one request adds to its key's account.
  struct Charge {
    /// The key's name as it lies in the journal; nil when no key was asked for.
    var keyID: UnsafeRawBufferPointer?
    var windows: WindowNumbers
    var amount: NanoDollars
  }

  private struct Place: Hashable {
    var keyID: String
    var windows: WindowNumbers
  }

  private var sums: [Place: NanoDollars] = [:]

  mutating func add(_ charge: Charge) {
    guard let keyID = charge.keyID else { return }
    sums[Place(keyID: String(decoding: keyID, as: UTF8.self), windows: charge.windows), default: .zero] += charge.amount
  }

  /// Adds them to what is stored, in the transaction that stores the rows.
  func store(_ db: Database) throws {
    guard !sums.isEmpty else { return }
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO accounts (key_id, span, number, charged) VALUES (?, ?, ?, ?)
        ON CONFLICT (key_id, span, number) DO UPDATE SET charged =
          CASE WHEN charged > \(Int64.max) - excluded.charged THEN \(Int64.max) ELSE charged + excluded.charged END
        """)
    for (place, sum) in sums {
      for window in BudgetWindow.allCases {
        try statement.execute(arguments: [place.keyID, window.rawValue, place.windows[window], sum.amount])
      }
    }
  }

  /// The accounts as stored, each with its newest day and month. Nothing is held in them.
  static func accounts(_ db: Database) throws -> [String: Account] {
    var accounts: [String: Account] = [:]
    // A sum that went beyond an integer before sums stopped there is a number of another kind.
    let rows = try Row.fetchCursor(
      db, sql: "SELECT key_id, span, number, CAST(charged AS INTEGER) AS charged FROM accounts ORDER BY number")
    while let row = try rows.next() {
      guard let window = BudgetWindow(rawValue: row["span"]) else { continue }
      accounts[row["key_id"], default: Account()][window] = Account.Sums(
        number: row["number"], spent: NanoDollars(row["charged"]))
    }
    return accounts
  }
}
