import Catalog
import GRDB

extension DecisionRows {
  /// Records that `condition` selects, with the whole hashes of their documents where those are stored.
  static func fetch(_ db: Database, _ condition: String, _ arguments: StatementArguments) throws -> [DecisionRecord] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT decisions.*, p.hash AS policy_hash, c.hash AS catalog_hash, u.hash AS upstreams_hash
        FROM decisions
        LEFT JOIN documents p ON p.mark = decisions.policy
        LEFT JOIN documents c ON c.mark = decisions.catalog
        LEFT JOIN documents u ON u.mark = decisions.upstreams
        \(condition)
        """, arguments: arguments
    ).compactMap { row in
      guard var record = record(row) else { return nil }
      let bills = try BillRows.fetch(row["number"], db)
      record.outcome.bills = bills.isEmpty ? record.outcome.impliedBill.map { [$0] } ?? [] : bills
      return record
    }
  }

  private static func record(_ row: Row) -> DecisionRecord? {
    guard let id = DecisionID(row["id"]), let status = RequestStatus(rawValue: row["status"]) else { return nil }
    var draft = DecisionDraft(id: id, startedAt: Timestamp(milliseconds: row["started_at"]))
    draft.tenant = row["tenant"]
    draft.dataClass = row["data_class"]
    draft.dialect = row["dialect"]
    draft.endpoint = row["endpoint"]
    draft.stream = row["stream"]
    draft.request = row["request"]
    draft.policyHash = hash(row, "policy")
    draft.catalogHash = hash(row, "catalog")
    draft.upstreamsHash = hash(row, "upstreams")
    draft.useCase = row["use_case"]
    draft.stakes = row["stakes"]
    draft.modelClass = row["class"]
    draft.source = row["source"]
    draft.pinnedBy = row["pinned_by"]
    draft.offer = row["offer"]
    draft.order = row["offer_order"]
    draft.gate = row["gate"]
    draft.evidence = row["evidence"]
    draft.propensity = row["propensity"]
    draft.lot = row["lot"]
    draft.digest = UInt64(bitPattern: row["digest"])
    return DecisionRecord(
      draft: draft, outcome: outcome(row, status), keyID: row["key_id"], held: amount(row["held_nano"]),
      windows: WindowNumbers(day: row["day_number"], month: row["month_number"]))
  }

  private static func outcome(_ row: Row, _ status: RequestStatus) -> RequestOutcome {
    var outcome = RequestOutcome(status: status, finishedAt: Timestamp(milliseconds: row["finished_at"]))
    outcome.httpStatus = row["http_status"]
    outcome.attempts = row["attempts"]
    outcome.attemptLog = row["attempt_log"]
    outcome.servedOffer = row["served_offer"]
    outcome.servedModel = row["served_model"]
    outcome.provider = row["provider"]
    outcome.usage = usage(row)
    outcome.usageEstimated = row["usage_estimated"]
    outcome.cost = amount(row["cost_nano"])
    outcome.error = row["error"]
    outcome.timeToFirstToken = row["ttft_ms"]
    outcome.duration = row["duration_ms"]
    return outcome
  }

  /// The tokens in a row; nil where they are not known.
  static func usage(_ row: Row) -> TokenUsage? {
    guard let input: Int = row["input"] else { return nil }
    return TokenUsage(
      input: input, cacheRead: row["cache_read"], cacheWriteShort: row["cache_write_5m"],
      cacheWriteLong: row["cache_write_1h"], output: row["output"], reasoning: row["reasoning"])
  }

  private static func amount(_ value: Int64?) -> NanoDollars? { value.map { NanoDollars($0) } }

  private static func hash(_ row: Row, _ name: String) -> String {
    if let whole: String = row[name + "_hash"] { return whole }
    let mark: Int64? = row[name]
    return DocumentMark.text(UInt64(bitPattern: mark ?? 0))
  }
}
