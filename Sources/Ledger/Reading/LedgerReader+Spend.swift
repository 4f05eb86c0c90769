public import Catalog
import GRDB

extension LedgerReader {
  /// Costs by group, the dearest first; days in order. `since` is included, `until` is not.
  ///
  /// By model, offer or provider, money and tokens count where each attempt spent them, and a request where its last
  /// attempt went. The sums are the same in every grouping.
  public func spend(
    by grouping: SpendGrouping, since: Timestamp? = nil, until: Timestamp? = nil
  ) throws -> [SpendRow] {
    let span: StatementArguments = [since?.milliseconds ?? .min, until?.milliseconds ?? .max]
    let rows = try database.read { db in
      var groups: [String: SpendRow] = [:]
      let charges = try Row.fetchCursor(db, sql: Self.charges(grouping), arguments: span)
      while let row = try charges.next() {
        let group = Self.group(row)
        groups[group.group] = group
      }
      let refusals = try Row.fetchCursor(
        db,
        sql: """
          SELECT \(grouping.refusalExpression) AS part, \(WideSum.columns(["r.count"], as: "count")) FROM refusals AS r
          WHERE r.minute * 60000 >= ? AND r.minute * 60000 < ? GROUP BY part
          """, arguments: span)
      while let row = try refusals.next() {
        var group = SpendRow(group: row["part"])
        group.refused = Int(clamping: WideSum.value("count", in: row).sum)
        group.requests = group.refused
        groups[group.group, default: SpendRow(group: group.group)].add(group)
      }
      return Array(groups.values)
    }
    return rows.sorted { left, right in
      if grouping == .day { return left.group < right.group }
      return (right.cost, right.requests, left.group) < (left.cost, left.requests, right.group)
    }
  }

  // A row without bills is its own only one: then `b` is NULL, and what it says of itself counts.
  private static func charges(_ grouping: SpendGrouping) -> String {
    func own(_ column: String) -> String {
      grouping.isOfBills ? "CASE WHEN b.decision IS NULL THEN d.\(column) ELSE b.\(column) END" : "d.\(column)"
    }
    let request = grouping.isOfBills ? "coalesce(b.last, 1)" : "1"
    // A request of unknown cost is in no sum, with none of its bills.
    let cost = "CASE WHEN d.cost_nano IS NULL THEN NULL ELSE \(own("cost_nano")) END"
    return """
      SELECT \(grouping.expression) AS part, sum(\(request)) AS requests,
        \(WideSum.columns(["input", "cache_read", "cache_write_5m", "cache_write_1h"].map(own), as: "prompt")),
        \(WideSum.columns(["output", "reasoning"].map(own), as: "answer")),
        \(WideSum.columns([cost], as: "cost")),
        sum(\(request) AND d.cost_nano IS NULL) AS unknown, sum(\(request) AND d.usage_estimated) AS estimated,
        sum(\(request) AND d.status = 'interrupted') AS interrupted,
        sum(\(request) AND d.status IN ('refused', 'over_budget')) AS refused
      FROM decisions AS d \(grouping.isOfBills ? "LEFT JOIN attempt_bills AS b ON b.decision = d.number" : "")
      WHERE d.started_at >= ? AND d.started_at < ? GROUP BY part
      """
  }

  private static func group(_ row: Row) -> SpendRow {
    var group = SpendRow(group: row["part"])
    group.requests = row["requests"]
    let (prompt, answer) = (WideSum.value("prompt", in: row), WideSum.value("answer", in: row))
    let cost = WideSum.value("cost", in: row)
    group.promptTokens = Int(prompt.sum)
    group.answerTokens = Int(answer.sum)
    group.cost = NanoDollars(cost.sum)
    group.isBeyondRange = prompt.isBeyondRange || answer.isBeyondRange || cost.isBeyondRange
    group.unknownCost = row["unknown"]
    group.estimated = row["estimated"]
    group.interrupted = row["interrupted"]
    group.refused = row["refused"]
    return group
  }
}
