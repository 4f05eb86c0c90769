public import Catalog
import GRDB

extension LedgerReader {
  /// Costs by group, the dearest first; days in order. `since` is included, `until` is not.
  public func spend(
    by grouping: SpendGrouping, since: Timestamp? = nil, until: Timestamp? = nil
  ) throws -> [SpendRow] {
    let sql = """
      SELECT \(grouping.expression) AS part, count(*) AS requests,
        coalesce(sum(input + cache_read + cache_write_5m + cache_write_1h), 0) AS prompt,
        coalesce(sum(output + reasoning), 0) AS answer, coalesce(sum(cost_nano), 0) AS cost,
        sum(cost_nano IS NULL) AS unknown, sum(usage_estimated) AS estimated,
        sum(status = 'interrupted') AS interrupted, sum(status IN ('refused', 'over_budget')) AS refused
      FROM decisions WHERE started_at >= ? AND started_at < ?
      GROUP BY part ORDER BY \(grouping == .day ? "part" : "cost DESC, requests DESC, part")
      """
    return try database.read { db in
      try Row.fetchAll(
        db, sql: sql, arguments: [since?.milliseconds ?? .min, until?.milliseconds ?? .max]
      ).map { row in
        var part = SpendRow(group: row["part"])
        part.requests = row["requests"]
        part.promptTokens = row["prompt"]
        part.answerTokens = row["answer"]
        part.cost = NanoDollars(row["cost"])
        part.unknownCost = row["unknown"]
        part.estimated = row["estimated"]
        part.interrupted = row["interrupted"]
        part.refused = row["refused"]
        return part
      }
    }
  }
}
