public import Catalog
import GRDB

/// A request that a gate decided about, as far as an audit of the gate looks at it.
public struct GatedDecision: Hashable, Sendable {
  public var decision: DecisionID
  public var startedAt: Timestamp
  public var tenant: String?
  public var useCase: String
  /// The gate's name, and the version of the evidence that held it open; nil while it was closed.
  public var gate: String
  public var evidence: Int64?
  /// The offer that was chosen.
  public var offer: String?
}

extension LedgerReader {
  /// Requests that an open gate decided about, in the order of the record; of one gate when its name is given.
  public func openedByGates(named name: String? = nil) throws -> [GatedDecision] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT id, started_at, tenant, use_case, gate, evidence, offer FROM decisions
          WHERE gate IS NOT NULL AND evidence IS NOT NULL AND (?1 IS NULL OR gate = ?1) ORDER BY number
          """, arguments: [name]
      ).compactMap { row in
        DecisionID(row["id"]).map { id in
          GatedDecision(
            decision: id, startedAt: Timestamp(milliseconds: row["started_at"]), tenant: row["tenant"],
            useCase: row["use_case"], gate: row["gate"], evidence: row["evidence"], offer: row["offer"])
        }
      }
    }
  }

  /// What the answered requests of a use case were like since an instant; of one tenant when it is given.
  public func traffic(useCase: String, tenant: String? = nil, since: Timestamp) throws -> UseCaseTraffic {
    try database.read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT count(*) AS requests, min(started_at) AS first, max(started_at) AS last,
            count(input) AS measured,
            \(WideSum.columns(["input", "cache_read", "cache_write_5m", "cache_write_1h"], as: "prompt")),
            \(WideSum.columns(["output", "reasoning"], as: "answer"))
          FROM decisions
          WHERE use_case = ?1 AND started_at >= ?2 AND status = 'ok' AND (?3 IS NULL OR tenant = ?3)
          """, arguments: [useCase, since.milliseconds, tenant])
      return UseCaseTraffic(
        requests: row?["requests"] ?? 0, first: (row?["first"] as Int64?).map { Timestamp(milliseconds: $0) },
        last: (row?["last"] as Int64?).map { Timestamp(milliseconds: $0) }, measured: row?["measured"] ?? 0,
        promptTokens: row.map { Int(WideSum.value("prompt", in: $0).sum) } ?? 0,
        answerTokens: row.map { Int(WideSum.value("answer", in: $0).sum) } ?? 0)
    }
  }
}
