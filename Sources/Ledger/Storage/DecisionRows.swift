import Catalog
import Foundation
import GRDB

/// Rows of the table `decisions`.
enum DecisionRows {
  // In the order in which a slot of the journal has them: its draft, its outcome, then what follows from both.
  private static let columns = [
    "id", "started_at", "held_nano", "day_number", "month_number", "digest", "policy", "catalog", "upstreams", "stream",
    "key_id", "tenant", "data_class", "dialect", "endpoint", "use_case", "stakes", "class", "source", "pinned_by",
    "offer", "request", "offer_order", "evidence", "gate", "propensity", "lot",
    "finished_at", "status", "usage_estimated", "http_status", "attempts", "input", "cache_read", "cache_write_5m",
    "cache_write_1h", "output", "reasoning", "cost_nano", "ttft_ms", "duration_ms", "served_offer", "served_model",
    "provider", "attempt_log", "error",
    "charged_nano", "overrun",
  ]

  private static let insertion = """
    INSERT INTO decisions (\(columns.joined(separator: ", ")))
    VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
    ON CONFLICT (id) DO NOTHING
    """

  /// What became of rows that were to be inserted.
  struct Stored {
    /// How many were new.
    var inserted = 0
    /// Those that SQLite does not take, each with its reason: they are kept in `rows_set_aside` and charged.
    var setAside: [String] = []
  }

  /// Inserts the requests whose names are new and charges their keys' accounts with them, in one transaction that the
  /// caller has begun.
  static func insert(_ slots: [SettledSlot], _ db: Database) throws -> Stored {
    var row = RowBinder(try db.cachedStatement(sql: insertion))
    defer { row.clear() }
    var charges = Charges()
    var stored = Stored()
    for slot in slots {
      let bound = bind(slot, &row)
      do { try row.run() } catch let error as DatabaseError where error.isOfTheRow {
        // Tried again it would fail again, and no row behind it would ever be written.
        if let sentence = try setAside(slot, error, db) {
          stored.setAside.append(sentence)
          charges.add(bound.charge)
        }
        continue
      }
      guard db.changesCount > 0 else { continue }
      stored.inserted += 1
      charges.add(bound.charge)
      if bound.billCount > 0 { try BillRows.insert(bound, of: db.lastInsertedRowID, db) }
    }
    try charges.store(db)
    return stored
  }

  // Nil for a row that was set aside before.
  private static func setAside(_ slot: SettledSlot, _ error: DatabaseError, _ db: Database) throws -> String? {
    var draft = SlotDecoder(slot.draft.memory)
    let id = DecisionID(high: draft.integer(), low: draft.integer())
    let reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    try db.execute(
      sql: """
        INSERT INTO rows_set_aside (id, at, reason, draft, outcome) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
        """,
      arguments: [
        id.description, Timestamp.now.milliseconds, reason, Data(slot.draft.memory), Data(slot.outcome.memory),
      ])
    return db.changesCount > 0
      ? "the row of the request \(id) cannot be written (\(reason)); it is charged, and kept in the table 'rows_set_aside'"
      : nil
  }

  /// A row that is bound, and what there is to do once it is written.
  struct Bound {
    var charge: Charges.Charge
    var billCount: Int
    /// Stands before the first bill.
    var bills: SlotDecoder
  }

  private static func bind(_ slot: SettledSlot, _ row: inout RowBinder) -> Bound {
    var draft = SlotDecoder(slot.draft.memory)
    row.put(DecisionID(high: draft.integer(), low: draft.integer()))
    row.put(draft.integer(Int64.self))
    let drafted = draft.integer(Int64.self)
    let held = slot.grown ?? (drafted == HeldDraft.nothing ? nil : NanoDollars(drafted))
    row.put(held?.amount)
    let windows = WindowNumbers(day: draft.integer(), month: draft.integer())
    row.put(Int64(windows.day))
    row.put(Int64(windows.month))
    row.put(draft.integer(Int64.self))
    for _ in 0..<3 {
      let mark = draft.integer(Int64.self)
      row.put(mark == 0 ? nil : mark)
    }
    row.put(Int64(draft.integer(UInt8.self)))
    let keyID = draft.text()
    row.put(keyID)
    for _ in 0..<12 { row.put(draft.text()) }
    // A record without a gate, and any from before gates, ends here.
    let evidence = draft.isAtEnd ? HeldDraft.nothing : draft.integer(Int64.self)
    row.put(evidence == HeldDraft.nothing ? nil : evidence)
    row.put(draft.isAtEnd ? nil : draft.text())
    // One from before hold-outs ends here.
    for _ in 0..<2 {
      let value = draft.isAtEnd ? HeldDraft.nothing : draft.integer(Int64.self)
      row.put(value == HeldDraft.nothing ? nil : value)
    }
    var outcome = SlotDecoder(slot.outcome.memory)
    let cost = bindOutcome(&outcome, &row)
    let charged = DecisionRecord.charge(held: held, cost: cost)
    row.put(charged.amount)
    row.put(DecisionRecord.isOverrun(held: held, cost: cost))
    // An outcome from before bills ends here.
    let billCount = outcome.isAtEnd ? 0 : Int(outcome.integer(UInt8.self))
    return Bound(
      charge: Charges.Charge(keyID: keyID, windows: windows, amount: charged), billCount: billCount, bills: outcome)
  }

  private static func bindOutcome(_ outcome: inout SlotDecoder, _ row: inout RowBinder) -> NanoDollars? {
    row.put(outcome.integer(Int64.self))
    row.put(RequestStatus(code: outcome.integer())?.rawValue)
    let flags = outcome.integer(UInt8.self)
    row.put(flags & 2 != 0)
    row.put(Int64(outcome.integer(UInt16.self)))
    row.put(Int64(outcome.integer(UInt16.self)))
    for _ in TokenKind.allCases {
      let count = outcome.integer(Int64.self)
      row.put(flags & 1 != 0 ? count : nil)
    }
    let cost = amount(&outcome, &row)
    let timeToFirstToken = outcome.integer(Int64.self)
    row.put(timeToFirstToken == RequestOutcome.nothing ? nil : timeToFirstToken)
    row.put(outcome.integer(Int64.self))
    for _ in 0..<5 { row.put(outcome.text()) }
    return cost
  }

  static func amount(_ decoder: inout SlotDecoder, _ row: inout RowBinder) -> NanoDollars? {
    let amount = decoder.integer(Int64.self)
    row.put(amount == HeldDraft.nothing ? nil : amount)
    return amount == HeldDraft.nothing ? nil : NanoDollars(amount)
  }
}

extension DatabaseError {
  /// True when it is what the row says that SQLite does not take, not the file, the disk or the tables.
  fileprivate var isOfTheRow: Bool {
    switch resultCode {
    case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG, .SQLITE_RANGE: true
    default: false
    }
  }
}
