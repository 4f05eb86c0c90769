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

/// A call that no caller sees.
public struct ShadowCall: Hashable, Sendable {
  public var at: Timestamp
  public var gate: String
  public var kind: ShadowCallKind
  public var offer: String
  public var usage: TokenUsage?
  /// Nil when nobody knows it.
  public var cost: NanoDollars?

  /// A call by its parts.
  public init(
    at: Timestamp, gate: String, kind: ShadowCallKind, offer: String, usage: TokenUsage?, cost: NanoDollars?
  ) {
    self.at = at
    self.gate = gate
    self.kind = kind
    self.offer = offer
    self.usage = usage
    self.cost = cost
  }
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
  /// Notes calls that no caller sees, all or none.
  public func add(_ calls: [ShadowCall]) throws {
    try database.write { db in try Self.insert(calls, db) }
  }

  static func insert(_ calls: [ShadowCall], _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO shadow_calls (at, gate, kind, offer, prompt_tokens, answer_tokens, cost_nano)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    for call in calls {
      try statement.execute(arguments: [
        call.at.milliseconds, call.gate, call.kind.rawValue, call.offer, call.usage?.prompt, call.usage?.completion,
        call.cost?.amount,
      ])
    }
  }

  /// What such calls have cost, as far as known, by gate and kind of call.
  public func spend(since: Timestamp? = nil, until: Timestamp? = nil) throws -> [ShadowSpendRow] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT gate, kind, count(*) AS calls, \(WideSum.columns(["cost_nano"], as: "cost")),
            sum(cost_nano IS NULL) AS unknown
          FROM shadow_calls WHERE at >= ? AND at < ? GROUP BY gate, kind
          ORDER BY cost_high DESC, cost_low DESC, gate, kind
          """, arguments: [since?.milliseconds ?? .min, until?.milliseconds ?? .max]
      ).compactMap { row in
        guard let kind = ShadowCallKind(rawValue: row["kind"]) else { return nil }
        return ShadowSpendRow(
          gate: row["gate"], kind: kind, calls: row["calls"], cost: NanoDollars(WideSum.value("cost", in: row).sum),
          unknown: row["unknown"])
      }
    }
  }
}
