import Catalog
import GRDB

/// Rows of the table `decisions`.
enum DecisionRows {
  private static let columns = [
    "id", "started_at", "finished_at", "key_id", "tenant", "data_class", "dialect", "endpoint", "stream", "request",
    "policy", "catalog", "upstreams", "use_case", "stakes", "class", "source", "pinned_by", "offer", "offer_order",
    "digest", "attempts", "attempt_log", "served_offer", "served_model", "provider", "http_status", "status", "input",
    "cache_read", "cache_write_5m", "cache_write_1h", "output", "reasoning", "usage_estimated", "cost_nano",
    "held_nano", "charged_nano", "overrun", "day_number", "month_number", "error", "ttft_ms", "duration_ms",
  ]

  private static let insertion = """
    INSERT INTO decisions (\(columns.joined(separator: ", ")))
    VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
    ON CONFLICT (id) DO NOTHING
    """

  /// Inserts the records whose names are new and charges their keys' accounts with them, in one transaction that the
  /// caller has begun. Returns how many were new.
  static func insert(_ records: [DecisionRecord], _ db: Database) throws -> Int {
    var row = RowBinder(try db.cachedStatement(sql: insertion))
    var charges = Charges()
    var inserted = 0
    for record in records {
      bind(record, &row)
      try row.run()
      guard db.changesCount > 0 else { continue }
      inserted += 1
      charges.add(record)
    }
    try charges.store(db)
    return inserted
  }

  // In the order of `columns`.
  private static func bind(_ record: DecisionRecord, _ row: inout RowBinder) {
    bind(record.draft, keyID: record.keyID, finishedAt: record.outcome.finishedAt, &row)
    bind(record.outcome, &row)
    row.put(record.held?.amount)
    row.put(record.charged.amount)
    row.put(record.overrun)
    row.put(Int64(record.windows.day))
    row.put(Int64(record.windows.month))
    row.put(record.outcome.error)
    row.put(record.outcome.timeToFirstToken)
    row.put(record.outcome.duration)
  }

  private static func bind(
    _ draft: DecisionDraft, keyID: String?, finishedAt: Timestamp, _ row: inout RowBinder
  ) {
    row.put(draft.id.description)
    row.put(draft.startedAt.milliseconds)
    row.put(finishedAt.milliseconds)
    row.put(keyID)
    row.put(draft.tenant)
    row.put(draft.dataClass)
    row.put(draft.dialect)
    row.put(draft.endpoint)
    row.put(draft.stream)
    row.put(draft.request)
    for hash in [draft.policyHash, draft.catalogHash, draft.upstreamsHash] {
      let mark = DocumentMark.of(hash)
      row.put(mark == 0 ? nil : Int64(bitPattern: mark))
    }
    row.put(draft.useCase)
    row.put(draft.stakes)
    row.put(draft.modelClass)
    row.put(draft.source)
    row.put(draft.pinnedBy)
    row.put(draft.offer)
    row.put(draft.order)
    row.put(Int64(bitPattern: draft.digest))
  }

  private static func bind(_ outcome: RequestOutcome, _ row: inout RowBinder) {
    row.put(outcome.attempts)
    row.put(outcome.attemptLog)
    row.put(outcome.servedOffer)
    row.put(outcome.servedModel)
    row.put(outcome.provider)
    row.put(outcome.httpStatus)
    row.put(outcome.status.rawValue)
    for kind in TokenKind.allCases { row.put(outcome.usage.map { Int64($0[kind]) }) }
    row.put(outcome.usageEstimated)
    row.put(outcome.cost?.amount)
  }
}
