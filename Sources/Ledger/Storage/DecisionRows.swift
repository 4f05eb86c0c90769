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
    let statement = try db.cachedStatement(sql: insertion)
    var charges = Charges()
    var inserted = 0
    for record in records {
      statement.setUncheckedArguments(StatementArguments(values(record)))
      try statement.execute()
      guard db.changesCount > 0 else { continue }
      inserted += 1
      charges.add(record)
    }
    try charges.store(db)
    return inserted
  }

  private static func values(_ record: DecisionRecord) -> [DatabaseValue] {
    let draft = record.draft
    let outcome = record.outcome
    let usage = outcome.usage
    var values: [DatabaseValue] = []
    values.reserveCapacity(columns.count)
    func put(_ value: some DatabaseValueConvertible) { values.append(value.databaseValue) }
    func put(_ value: (some DatabaseValueConvertible)?) { values.append(value?.databaseValue ?? .null) }
    func mark(_ hash: String) {
      let mark = DocumentMark.of(hash)
      put(mark == 0 ? nil : Int64(bitPattern: mark))
    }
    put(draft.id.description)
    put(draft.startedAt.milliseconds)
    put(outcome.finishedAt.milliseconds)
    put(record.keyID)
    put(draft.tenant)
    put(draft.dataClass)
    put(draft.dialect)
    put(draft.endpoint)
    put(draft.stream)
    put(draft.request)
    mark(draft.policyHash)
    mark(draft.catalogHash)
    mark(draft.upstreamsHash)
    put(draft.useCase)
    put(draft.stakes)
    put(draft.modelClass)
    put(draft.source)
    put(draft.pinnedBy)
    put(draft.offer)
    put(draft.order)
    put(Int64(bitPattern: draft.digest))
    put(outcome.attempts)
    put(outcome.attemptLog)
    put(outcome.servedOffer)
    put(outcome.servedModel)
    put(outcome.provider)
    put(outcome.httpStatus)
    put(outcome.status.rawValue)
    for kind in TokenKind.allCases { put(usage?[kind]) }
    put(outcome.usageEstimated)
    put(outcome.cost?.amount)
    put(record.held?.amount)
    put(record.charged.amount)
    put(record.overrun)
    put(record.windows.day)
    put(record.windows.month)
    put(outcome.error)
    put(outcome.timeToFirstToken)
    put(outcome.duration)
    return values
  }
}
