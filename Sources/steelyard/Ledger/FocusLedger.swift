import Audit
import Catalog
import Ledger

/// Turns the bills of a ledger's decisions into charges as FOCUS has them.
struct FocusLedger {
  var catalog: Catalog

  private static let columns = [
    "started_at", "served_offer", "served_model", "provider", "input", "cache_read", "cache_write_5m",
    "cache_write_1h", "output", "reasoning", "cost_nano", "use_case", "key_id", "tenant",
  ]

  /// The charges of requests that arrived from `since` on and before `until`.
  func export(_ reader: LedgerReader, since: Timestamp?, until: Timestamp?) throws -> FocusAccumulator {
    var export = FocusAccumulator(catalog: catalog, account: FocusAccount(id: "steelyard", name: "Steelyard gateway"))
    try reader.forEachBill(columns: Self.columns) { row in
      let at = Timestamp(milliseconds: row.integer("started_at") ?? 0)
      guard since.map({ $0 <= at }) != false, until.map({ at < $0 }) != false, let offer = row.text("served_offer"),
        !offer.isEmpty
      else { return }
      func count(_ column: String) -> Int { Int(clamping: row.integer(column) ?? 0) }
      export.add(
        FocusCall(
          at: at, offer: catalog.offerNumber(offer), model: row.text("served_model") ?? "",
          provider: row.text("provider") ?? "",
          usage: TokenUsage(
            input: count("input"), cacheRead: count("cache_read"), cacheWriteShort: count("cache_write_5m"),
            cacheWriteLong: count("cache_write_1h"), output: count("output"), reasoning: count("reasoning")),
          paid: row.integer("cost_nano").map { NanoDollars($0) }, useCase: row.text("use_case") ?? "",
          key: row.text("key_id") ?? "", team: row.text("tenant") ?? ""))
    }
    return export
  }
}
