public import Catalog
internal import GRDB

/// What has earned which work: gates with everything that happened to them, shadowed exchanges, labels, feedback.
///
/// Several processes may write to one file. What depends on what is there is decided inside one transaction.
public final class EvidenceStore: Sendable {
  let database: any DatabaseWriter

  init(_ database: any DatabaseWriter) { self.database = database }

  /// Opens the ledger's database beside a running gateway or without one; makes it where there is none.
  public static func open(path: String) throws -> EvidenceStore { EvidenceStore(try DatabaseFile.openQueue(path)) }

  /// Notes a gate; does nothing when it is known.
  public func addGate(id: String, useCase: String, tenant: String?, key: String, at: Timestamp) throws {
    try database.write { db in
      try db.execute(
        sql: """
          INSERT INTO gates (id, use_case, tenant, key, created_at) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (id) DO NOTHING
          """, arguments: [id, useCase, tenant, key, at.milliseconds])
    }
  }

  /// All gates, oldest first.
  public func gates() throws -> [GateRow] {
    try database.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM gates ORDER BY created_at, id").map { row in
        GateRow(
          id: row["id"], useCase: row["use_case"], tenant: row["tenant"], key: row["key"],
          createdAt: Timestamp(milliseconds: row["created_at"]))
      }
    }
  }

  /// A gate's events with a number above `after`, in order; at most `limit` of them.
  public func events(of gate: String, after: Int64 = 0, limit: Int = .max) throws -> [EvidenceEvent] {
    try database.read { db in try Self.events(of: gate, after: after, limit: limit, db) }
  }

  /// The number of the last event of all gates, 0 where there is none.
  public func lastEvent() throws -> Int64 {
    try database.read { db in try Int64.fetchOne(db, sql: "SELECT max(number) FROM gate_events") ?? 0 }
  }

  /// The gates that have events with a number above `after`, with the last of those numbers.
  public func gates(withEventsAfter after: Int64) throws -> [String: Int64] {
    try database.read { db in
      // By number there are few rows; the index by gate would read all of them.
      let statement = try db.cachedStatement(
        sql: "SELECT gate, max(number) FROM gate_events NOT INDEXED WHERE number > ? GROUP BY gate")
      let rows = try Row.fetchAll(statement, arguments: [after])
      return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { max($0, $1) })
    }
  }

  /// Appends what `decide` makes of the events that others appended behind `after`, in one transaction: replicas take
  /// turns, and what each decides rests on all that was noted before. Returns the others' events and then its own.
  @discardableResult
  public func append(
    gate: String, after: Int64, _ decide: ([EvidenceEvent]) throws -> [EvidenceEvent.Draft]
  ) throws -> [EvidenceEvent] {
    try database.write { db in try Self.append(gate, after, decide, db) }
  }

  /// Keeps a pair and appends what it means for its gate, both or neither; nil when the gate has one of the same unit.
  public func keep(
    _ exchange: ShadowExchange, after: Int64, _ decide: ([EvidenceEvent]) throws -> [EvidenceEvent.Draft]
  ) throws -> [EvidenceEvent]? {
    try database.write { db in
      try Self.insert(exchange, db) ? try Self.append(exchange.gate, after, decide, db) : nil
    }
  }

  /// Notes a pair's first verdict of a person and appends what it means for the gate, both or neither; nil when there is
  /// no such pair or it has one.
  public func label(
    _ label: PairLabel, gate: String, after: Int64,
    _ decide: ([EvidenceEvent]) throws -> [EvidenceEvent.Draft]
  ) throws -> [EvidenceEvent]? {
    try label.check()
    return try database.write { db in
      try Self.update(label, gate, isFirst: true, db) ? try Self.append(gate, after, decide, db) : nil
    }
  }

  private static func append(
    _ gate: String, _ after: Int64, _ decide: ([EvidenceEvent]) throws -> [EvidenceEvent.Draft], _ db: Database
  ) throws -> [EvidenceEvent] {
    var events = try events(of: gate, after: after, db)
    let drafts = try decide(events)
    guard !drafts.isEmpty else { return events }
    var (sequence, chain) = try end(of: gate, db)
    let statement = try db.cachedStatement(
      sql: "INSERT INTO gate_events (gate, sequence, at, kind, body, chain) VALUES (?, ?, ?, ?, ?, ?)")
    for draft in drafts {
      sequence += 1
      var event = EvidenceEvent(
        number: 0, gate: gate, sequence: sequence, at: draft.at, kind: draft.kind, body: draft.body, chain: "")
      chain = EvidenceChain.link(event, previous: chain)
      event.chain = chain
      try statement.execute(arguments: [gate, sequence, draft.at.milliseconds, draft.kind, draft.body, chain])
      event.number = db.lastInsertedRowID
      events.append(event)
    }
    return events
  }

  /// What is wrong with the links between a gate's rows; empty when nothing is.
  public func faults(of gate: String) throws -> [String] { EvidenceChain.faults(try events(of: gate)) }

  private static func events(
    of gate: String, after: Int64, limit: Int = .max, _ db: Database
  ) throws -> [EvidenceEvent] {
    try Row.fetchAll(
      try db.cachedStatement(sql: "SELECT * FROM gate_events WHERE gate = ? AND number > ? ORDER BY number LIMIT ?"),
      arguments: [gate, after, limit]
    ).map(event)
  }

  static func event(_ row: Row) -> EvidenceEvent {
    EvidenceEvent(
      number: row["number"], gate: row["gate"], sequence: row["sequence"], at: Timestamp(milliseconds: row["at"]),
      kind: row["kind"], body: row["body"], chain: row["chain"])
  }

  private static func end(of gate: String, _ db: Database) throws -> (sequence: Int64, chain: String) {
    let row = try Row.fetchOne(
      try db.cachedStatement(
        sql: "SELECT sequence, chain FROM gate_events WHERE gate = ? ORDER BY number DESC LIMIT 1"),
      arguments: [gate])
    return (row?["sequence"] ?? 0, row?["chain"] ?? "")
  }
}

extension Ledger {
  /// What has earned which work.
  public var evidence: EvidenceStore { EvidenceStore(database) }

  /// Forgets texts whose time is over and comments older than `commentDays`, whether or not anything is still compared:
  /// for once a day. Returns how many rows lost theirs. It waits for the disk.
  @discardableResult
  public func prune(now: Timestamp, commentDays: Int = 30) throws -> Int {
    try evidence.prune(now: now, commentDays: commentDays)
  }
}
