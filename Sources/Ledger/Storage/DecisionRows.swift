import Catalog
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

  /// Inserts the requests whose names are new and charges their keys' accounts with them, in one transaction that the
  /// caller has begun. Returns how many were new.
  static func insert(_ slots: [SettledSlot], _ db: Database) throws -> Int {
    var row = RowBinder(try db.cachedStatement(sql: insertion))
    defer { row.clear() }
    var charges = Charges()
    var inserted = 0
    for slot in slots {
      let charge = bind(slot, &row)
      try row.run()
      guard db.changesCount > 0 else { continue }
      inserted += 1
      charges.add(charge)
    }
    try charges.store(db)
    return inserted
  }

  private static func bind(_ slot: SettledSlot, _ row: inout RowBinder) -> Charges.Charge {
    var draft = SlotDecoder(slot.draft)
    row.put(DecisionID(high: draft.integer(), low: draft.integer()))
    row.put(draft.integer(Int64.self))
    let held = amount(&draft, &row)
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
    let cost = bindOutcome(slot.outcome, &row)
    let charged = DecisionRecord.charge(held: held, cost: cost)
    row.put(charged.amount)
    row.put(DecisionRecord.isOverrun(held: held, cost: cost))
    return Charges.Charge(keyID: keyID, windows: windows, amount: charged)
  }

  private static func bindOutcome(_ bytes: UnsafeRawBufferPointer, _ row: inout RowBinder) -> NanoDollars? {
    var outcome = SlotDecoder(bytes)
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

  private static func amount(_ decoder: inout SlotDecoder, _ row: inout RowBinder) -> NanoDollars? {
    let amount = decoder.integer(Int64.self)
    row.put(amount == HeldDraft.nothing ? nil : amount)
    return amount == HeldDraft.nothing ? nil : NanoDollars(amount)
  }
}
