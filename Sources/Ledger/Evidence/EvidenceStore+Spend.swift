public import Catalog
internal import GRDB

/// What a call that no caller sees was made for.
public enum ShadowCallKind: String, CaseIterable, Codable, Sendable {
  /// The other model's answer to a request.
  case challenger
  /// A judge's verdict on two answers.
  case judge
  /// A signal of a cascade.
  case signal
}

/// What gathering evidence cost for one gate and kind of call.
public struct ShadowSpendRow: Hashable, Sendable {
  public var gate: String
  public var kind: ShadowCallKind
  public var calls: Int
  /// The sum of the known costs.
  public var cost: NanoDollars
  /// Calls whose cost is unknown and not in the sum.
  public var unknown: Int
}

extension EvidenceStore {
  /// Notes a call that no caller sees; an unknown cost is nil.
  public func addSpend(
    at: Timestamp, gate: String, kind: ShadowCallKind, offer: String, usage: TokenUsage?, cost: NanoDollars?
  ) throws {
    try database.write { db in
      try db.execute(
        sql: """
          INSERT INTO shadow_calls (at, gate, kind, offer, prompt_tokens, answer_tokens, cost_nano)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          at.milliseconds, gate, kind.rawValue, offer, usage?.prompt, usage?.completion, cost?.amount,
        ])
    }
  }

  /// What such calls have cost, as far as known, by gate and kind of call.
  public func spend(since: Timestamp? = nil, until: Timestamp? = nil) throws -> [ShadowSpendRow] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT gate, kind, count(*) AS calls, coalesce(sum(cost_nano), 0) AS cost, sum(cost_nano IS NULL) AS unknown
          FROM shadow_calls WHERE at >= ? AND at < ? GROUP BY gate, kind ORDER BY cost DESC, gate, kind
          """, arguments: [since?.milliseconds ?? .min, until?.milliseconds ?? .max]
      ).compactMap { row in
        guard let kind = ShadowCallKind(rawValue: row["kind"]) else { return nil }
        return ShadowSpendRow(
          gate: row["gate"], kind: kind, calls: row["calls"], cost: NanoDollars(row["cost"]), unknown: row["unknown"])
      }
    }
  }
}
