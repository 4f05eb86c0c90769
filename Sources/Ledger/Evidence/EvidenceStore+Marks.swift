internal import GRDB

extension EvidenceStore {
  /// The mark of a gate; nil where there is none, or the row that it ends with is not there as it was.
  public func mark(of gate: String) throws -> GateMark? {
    try database.read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT gate_events.*, marks.evidence, marks.state, marks.seal FROM gate_marks AS marks
          JOIN gate_events USING (gate, number, chain) WHERE gate = ?
          """, arguments: [gate]
      ).map { row in
        GateMark(row: Self.event(row), evidence: row["evidence"], state: row["state"], seal: row["seal"])
      }
    }
  }

  /// Keeps a mark unless there is a later one.
  public func keep(_ mark: GateMark) throws {
    try database.write { db in
      try db.execute(
        sql: """
          INSERT INTO gate_marks (gate, number, chain, evidence, state, seal) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (gate) DO UPDATE SET number = excluded.number, chain = excluded.chain,
            evidence = excluded.evidence, state = excluded.state, seal = excluded.seal
          WHERE excluded.number > number
          """, arguments: [mark.row.gate, mark.row.number, mark.row.chain, mark.evidence, mark.state, mark.seal])
    }
  }
}
