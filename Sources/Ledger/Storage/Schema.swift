import GRDB

/// The tables, in the order in which versions of the program brought them.
///
/// Amounts are integers in 10⁻⁹ USD, instants integers in milliseconds since the epoch. `policy`, `catalog` and
/// `upstreams` are the marks of documents.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 keys, decisions, documents, accounts") { db in
      try db.execute(sql: first)
    }
    migrator.registerMigration("2 gates, shadow traffic, feedback") { db in
      try db.execute(sql: evidence)
    }
    migrator.registerMigration("3 gates of decisions") { db in
      try db.execute(
        sql: "ALTER TABLE decisions ADD COLUMN gate TEXT; ALTER TABLE decisions ADD COLUMN evidence INTEGER")
    }
    migrator.registerMigration("4 both orders of judged pairs") { db in
      try db.execute(sql: orders)
    }
    migrator.registerMigration("5 chances of choices") { db in
      try db.execute(
        sql: "ALTER TABLE decisions ADD COLUMN propensity INTEGER; ALTER TABLE decisions ADD COLUMN lot INTEGER")
    }
    migrator.registerMigration("6 days of shadow traffic") { db in
      try db.execute(sql: days)
    }
    migrator.registerMigration("7 marks of gates") { db in
      try db.execute(sql: marks)
    }
    migrator.registerMigration("8 bills of attempts") { db in
      try db.execute(sql: bills)
    }
    migrator.registerMigration("9 refusals in sums, rows set aside") { db in
      try db.execute(sql: sums)
    }
    return migrator
  }

  private static let first = """
    CREATE TABLE keys (
      id TEXT PRIMARY KEY NOT NULL, name TEXT, tenant TEXT NOT NULL, use_case TEXT, data_class TEXT,
      cap_day INTEGER, cap_month INTEGER, cap_total INTEGER, digest BLOB NOT NULL,
      created_at INTEGER NOT NULL, revoked_at INTEGER
    );
    CREATE TABLE generations (name TEXT PRIMARY KEY NOT NULL, number INTEGER NOT NULL) WITHOUT ROWID;
    INSERT INTO generations VALUES ('keys', 0);
    CREATE TABLE accounts (
      key_id TEXT NOT NULL, span TEXT NOT NULL, number INTEGER NOT NULL, charged INTEGER NOT NULL,
      PRIMARY KEY (key_id, span, number)
    ) WITHOUT ROWID;
    CREATE TABLE documents (
      mark INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, body TEXT NOT NULL,
      stored_at INTEGER NOT NULL
    );
    CREATE TABLE decisions (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, started_at INTEGER NOT NULL, finished_at INTEGER NOT NULL,
      key_id TEXT, tenant TEXT, data_class TEXT, dialect TEXT NOT NULL, endpoint TEXT NOT NULL,
      stream INTEGER NOT NULL, request TEXT NOT NULL, policy INTEGER, catalog INTEGER, upstreams INTEGER,
      use_case TEXT NOT NULL, stakes TEXT NOT NULL, class TEXT NOT NULL, source TEXT NOT NULL, pinned_by TEXT,
      offer TEXT, offer_order TEXT NOT NULL, digest INTEGER NOT NULL,
      attempts INTEGER NOT NULL, attempt_log TEXT NOT NULL, served_offer TEXT, served_model TEXT, provider TEXT,
      http_status INTEGER NOT NULL, status TEXT NOT NULL,
      input INTEGER, cache_read INTEGER, cache_write_5m INTEGER, cache_write_1h INTEGER, output INTEGER,
      reasoning INTEGER, usage_estimated INTEGER NOT NULL,
      cost_nano INTEGER, held_nano INTEGER, charged_nano INTEGER NOT NULL, overrun INTEGER NOT NULL,
      day_number INTEGER NOT NULL, month_number INTEGER NOT NULL,
      error TEXT, ttft_ms INTEGER, duration_ms INTEGER NOT NULL
    );
    CREATE INDEX decisions_started_at ON decisions (started_at);
    """

  private static let evidence = """
    CREATE TABLE gates (
      id TEXT PRIMARY KEY NOT NULL, use_case TEXT NOT NULL, tenant TEXT, key TEXT NOT NULL, created_at INTEGER NOT NULL
    );
    CREATE TABLE gate_events (
      number INTEGER PRIMARY KEY, gate TEXT NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL,
      kind TEXT NOT NULL, body TEXT NOT NULL, chain TEXT NOT NULL, UNIQUE (gate, sequence)
    );
    CREATE INDEX gate_events_gate ON gate_events (gate, number);
    CREATE TABLE shadow_exchanges (
      decision TEXT NOT NULL, gate TEXT NOT NULL, unit TEXT NOT NULL, at INTEGER NOT NULL, expires_at INTEGER,
      prompt TEXT, incumbent_answer TEXT, challenger_answer TEXT,
      incumbent_offer TEXT NOT NULL, challenger_offer TEXT NOT NULL, difference INTEGER, basis TEXT NOT NULL,
      inclusion_ppm INTEGER NOT NULL, challenger_cost_nano INTEGER, judge_cost_nano INTEGER,
      label INTEGER, labelled_by TEXT, labelled_at INTEGER,
      UNIQUE (gate, unit), UNIQUE (decision, gate)
    );
    CREATE TABLE shadow_calls (
      at INTEGER NOT NULL, gate TEXT NOT NULL, kind TEXT NOT NULL, offer TEXT NOT NULL,
      prompt_tokens INTEGER, answer_tokens INTEGER, cost_nano INTEGER
    );
    CREATE INDEX shadow_calls_at ON shadow_calls (at);
    CREATE TABLE feedback (
      decision TEXT NOT NULL, key_id TEXT NOT NULL, rating INTEGER NOT NULL, comment TEXT, at INTEGER NOT NULL,
      PRIMARY KEY (decision, key_id)
    ) WITHOUT ROWID;
    """

  private static let orders = """
    ALTER TABLE shadow_exchanges ADD COLUMN challenger_first INTEGER;
    ALTER TABLE shadow_exchanges ADD COLUMN incumbent_first INTEGER;
    ALTER TABLE shadow_exchanges ADD COLUMN challenger_length INTEGER;
    ALTER TABLE shadow_exchanges ADD COLUMN incumbent_length INTEGER;
    """

  // `decision` is a number of `decisions`; a row there without bills has one, which it is itself.
  private static let bills = """
    CREATE TABLE attempt_bills (
      decision INTEGER NOT NULL, position INTEGER NOT NULL, last INTEGER NOT NULL,
      offer TEXT NOT NULL, model TEXT NOT NULL, provider TEXT NOT NULL, tier TEXT NOT NULL,
      input INTEGER, cache_read INTEGER, cache_write_5m INTEGER, cache_write_1h INTEGER, output INTEGER,
      reasoning INTEGER, usage_estimated INTEGER NOT NULL, cost_nano INTEGER, fees_nano INTEGER NOT NULL,
      why TEXT NOT NULL, PRIMARY KEY (decision, position)
    ) WITHOUT ROWID;
    """

  // `minute` is a number of minutes since 1970. `draft` and `outcome` are as they lay in the journal.
  private static let sums = """
    CREATE TABLE refusals (
      minute INTEGER NOT NULL, key_id TEXT NOT NULL, tenant TEXT NOT NULL, use_case TEXT NOT NULL,
      status TEXT NOT NULL, code TEXT NOT NULL, count INTEGER NOT NULL,
      PRIMARY KEY (minute, key_id, tenant, use_case, status, code)
    ) WITHOUT ROWID;
    CREATE TABLE rows_set_aside (
      id TEXT PRIMARY KEY NOT NULL, at INTEGER NOT NULL, reason TEXT NOT NULL, draft BLOB NOT NULL,
      outcome BLOB NOT NULL
    ) WITHOUT ROWID;
    """

  // `number` and `chain` are those of a row of `gate_events`.
  private static let marks = """
    CREATE TABLE gate_marks (
      gate TEXT PRIMARY KEY NOT NULL, number INTEGER NOT NULL, chain TEXT NOT NULL, evidence INTEGER NOT NULL,
      state TEXT NOT NULL, seal TEXT NOT NULL
    );
    """

  // `day` is a number of days since 1970. What is held is for calls under way.
  private static let days = """
    CREATE TABLE shadow_days (day INTEGER PRIMARY KEY, spent_nano INTEGER NOT NULL, held_nano INTEGER NOT NULL);
    INSERT INTO shadow_days SELECT at / 86400000, coalesce(sum(cost_nano), 0), 0 FROM shadow_calls GROUP BY 1;
    """
}
