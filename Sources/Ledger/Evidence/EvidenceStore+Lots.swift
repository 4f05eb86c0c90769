internal import Catalog
internal import GRDB

extension EvidenceStore {
  /// The requests for which lots chose a side of a gate, by its name, in the order in which they came.
  public func lots(of gate: String) throws -> [LotRow] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT id, started_at, evidence, lot, propensity, cost_nano, held_nano,
            (SELECT avg(rating) FROM feedback WHERE feedback.decision = decisions.id) AS rating
          FROM decisions
          WHERE gate = ? AND lot IS NOT NULL AND evidence IS NOT NULL AND propensity IS NOT NULL
          ORDER BY started_at, number
          """, arguments: [gate]
      ).compactMap { row in
        DecisionID(row["id"]).map { id in
          LotRow(
            decision: id, startedAt: Timestamp(milliseconds: row["started_at"]), evidence: row["evidence"],
            lot: row["lot"], propensityPPM: row["propensity"], rating: row["rating"],
            cost: (row["cost_nano"] as Int64?).map { NanoDollars($0) },
            held: (row["held_nano"] as Int64?).map { NanoDollars($0) })
        }
      }
    }
  }
}
