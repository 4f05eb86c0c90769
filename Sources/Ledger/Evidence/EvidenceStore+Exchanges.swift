public import Catalog
internal import GRDB

extension EvidenceStore {
  /// Keeps a pair; false when the gate has one of the same unit already.
  @discardableResult
  public func keep(_ exchange: ShadowExchange) throws -> Bool {
    try database.write { db in try Self.insert(exchange, db) }
  }

  static func insert(_ exchange: ShadowExchange, _ db: Database) throws -> Bool {
    try db.cachedStatement(
      sql: """
        INSERT INTO shadow_exchanges (decision, gate, unit, at, expires_at, prompt, incumbent_answer,
          challenger_answer, incumbent_offer, challenger_offer, difference, basis, inclusion_ppm,
          challenger_cost_nano, judge_cost_nano, challenger_first, incumbent_first, challenger_length,
          incumbent_length, label, labelled_by, labelled_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """
    ).execute(arguments: [
      exchange.decision.description, exchange.gate, exchange.unit, exchange.at.milliseconds,
      exchange.expires?.milliseconds, exchange.prompt, exchange.incumbentAnswer, exchange.challengerAnswer,
      exchange.incumbentOffer, exchange.challengerOffer, exchange.difference, exchange.basis,
      exchange.inclusionPPM, exchange.challengerCost?.amount, exchange.judgeCost?.amount,
      exchange.orders?.challengerFirst, exchange.orders?.incumbentFirst, exchange.orders?.challengerLength,
      exchange.orders?.incumbentLength, exchange.label, exchange.labelledBy,
      exchange.label == nil ? nil : exchange.at.milliseconds,
    ])
    return db.changesCount > 0
  }

  /// Whether a gate has a pair of this conversation or request.
  public func isKnown(unit: String, gate: String) throws -> Bool {
    try database.read { db in
      let statement = try db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM shadow_exchanges WHERE gate = ? AND unit = ?)")
      return try Bool.fetchOne(statement, arguments: [gate, unit]) ?? false
    }
  }

  /// A gate's pairs, newest first; those without a person's verdict whose texts are kept, if only these are wanted.
  public func exchanges(of gate: String, toLabel: Bool = false, limit: Int = 100) throws -> [ShadowExchange] {
    let condition = toLabel ? "AND label IS NULL AND challenger_answer IS NOT NULL" : ""
    return try database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM shadow_exchanges WHERE gate = ? \(condition) ORDER BY rowid DESC LIMIT ?",
        arguments: [gate, max(0, limit)]
      ).compactMap(Self.exchange)
    }
  }

  /// The pair of a request under a gate.
  public func exchange(of decision: DecisionID, gate: String) throws -> ShadowExchange? {
    try database.read { db in
      try Row.fetchOne(
        db, sql: "SELECT * FROM shadow_exchanges WHERE decision = ? AND gate = ?",
        arguments: [decision.description, gate]
      ).flatMap(Self.exchange)
    }
  }

  /// The newest pair that can have a person's verdict and has none; those whose basis ends so come before all others.
  public func nextToLabel(of gate: String, first ending: String) throws -> ShadowExchange? {
    try database.read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT * FROM shadow_exchanges WHERE gate = ? AND label IS NULL AND challenger_answer IS NOT NULL
          ORDER BY substr(basis, -length(?)) = ? DESC, rowid DESC LIMIT 1
          """, arguments: [gate, ending, ending]
      ).flatMap(Self.exchange)
    }
  }

  /// Notes a person's verdict on a pair of a gate; false when there is no such pair.
  @discardableResult
  public func label(_ label: PairLabel, gate: String) throws -> Bool {
    try label.check()
    return try database.write { db in try Self.update(label, gate, isFirst: false, db) }
  }

  static func update(_ label: PairLabel, _ gate: String, isFirst: Bool, _ db: Database) throws -> Bool {
    try db.execute(
      sql: """
        UPDATE shadow_exchanges SET label = ?, labelled_by = ?, labelled_at = ?
        WHERE decision = ? AND gate = ? \(isFirst ? "AND label IS NULL" : "")
        """,
      arguments: [label.difference, label.person, label.at.milliseconds, label.decision.description, gate])
    return db.changesCount > 0
  }

  /// Forgets the texts whose time is over, and comments older than `commentDays`; returns how many rows lost theirs.
  @discardableResult
  public func prune(now: Timestamp, commentDays: Int = 30) throws -> Int {
    let oldest = now.milliseconds - Int64(min(max(0, commentDays), 36_500)) * 86_400_000
    return try database.write { db in
      try db.execute(
        sql: """
          UPDATE shadow_exchanges SET prompt = NULL, incumbent_answer = NULL, challenger_answer = NULL
          WHERE expires_at <= ? AND (prompt IS NOT NULL OR incumbent_answer IS NOT NULL OR challenger_answer IS NOT NULL)
          """, arguments: [now.milliseconds])
      let exchanges = db.changesCount
      try db.execute(
        sql: "UPDATE feedback SET comment = NULL WHERE comment IS NOT NULL AND at <= ?", arguments: [oldest])
      return exchanges + db.changesCount
    }
  }

  private static func exchange(_ row: Row) -> ShadowExchange? {
    guard let decision = DecisionID(row["decision"]) else { return nil }
    var exchange = ShadowExchange(
      decision: decision, gate: row["gate"], unit: row["unit"], at: Timestamp(milliseconds: row["at"]),
      incumbentOffer: row["incumbent_offer"], challengerOffer: row["challenger_offer"],
      difference: row["difference"], basis: row["basis"], inclusionPPM: row["inclusion_ppm"])
    exchange.expires = (row["expires_at"] as Int64?).map { Timestamp(milliseconds: $0) }
    exchange.prompt = row["prompt"]
    exchange.incumbentAnswer = row["incumbent_answer"]
    exchange.challengerAnswer = row["challenger_answer"]
    exchange.challengerCost = (row["challenger_cost_nano"] as Int64?).map { NanoDollars($0) }
    exchange.judgeCost = (row["judge_cost_nano"] as Int64?).map { NanoDollars($0) }
    if let challengerFirst: Int = row["challenger_first"], let incumbentFirst: Int = row["incumbent_first"] {
      exchange.orders = JudgedOrders(
        challengerFirst: challengerFirst, incumbentFirst: incumbentFirst,
        challengerLength: row["challenger_length"] ?? 0, incumbentLength: row["incumbent_length"] ?? 0)
    }
    exchange.label = row["label"]
    exchange.labelledBy = row["labelled_by"]
    return exchange
  }
}
