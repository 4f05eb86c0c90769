internal import Catalog

/// A row of the ledger's table `decisions`, or of one of its bills, whatever library reads it.
public protocol LedgerRow {
  /// The text in a column, nil for NULL.
  func text(_ column: String) -> String?
  /// The integer in a column, nil for NULL.
  func integer(_ column: String) -> Int64?
}

/// Makes calls of the ledger's own rows, for which nothing has to be guessed.
public struct LedgerRows: Sendable {
  /// The columns that are read, for a SELECT.
  public static let columns = [
    "number", "id", "started_at", "finished_at", "key_id", "tenant", "use_case", "served_model", "served_offer",
    "provider", "status", "input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "reasoning",
    "cost_nano",
  ]

  private let names: LogNames

  /// A reader that numbers names with the run's.
  public init(names: LogNames) { self.names = names }

  /// Reads a row into `call`; false for a request that reached no model and has neither tokens nor cost.
  public func read(_ row: some LedgerRow, into call: inout LoggedCall) -> Bool {
    let input = row.integer("input")
    let cost = row.integer("cost_nano")
    guard input != nil || cost != nil else { return false }
    call = LoggedCall(
      row: Int(clamping: row.integer("number") ?? 0),
      at: Timestamp(milliseconds: row.integer("finished_at") ?? row.integer("started_at") ?? 0),
      usage: TokenUsage(
        input: count(input), cacheRead: count(row.integer("cache_read")),
        cacheWriteShort: count(row.integer("cache_write_5m")), cacheWriteLong: count(row.integer("cache_write_1h")),
        output: count(row.integer("output")), reasoning: count(row.integer("reasoning"))),
      cost: cost.map { NanoDollars($0) }, succeeded: row.text("status") == "ok",
      model: name(row.text("served_model") ?? row.text("served_offer")), provider: name(row.text("provider")),
      key: name(row.text("key_id")), team: name(row.text("tenant")), label: name(row.text("use_case")),
      idHash: hash(row.text("id")))
    return true
  }

  private func count(_ value: Int64?) -> Int { min(max(0, Int(clamping: value ?? 0)), TokenText.limit) }

  private func name(_ text: String?) -> NameNumber { text.map { $0.isEmpty ? .none : names.number(of: $0) } ?? .none }

  private func hash(_ text: String?) -> UInt64 {
    guard let text else { return 0 }
    let bytes = Array(text.utf8)
    return bytes.withView(bytes.count) { ByteHash.hash($0) }
  }
}
