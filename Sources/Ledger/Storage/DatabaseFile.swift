import Foundation
import GRDB

/// Opens the ledger's SQLite file, with the tables brought up to date.
enum DatabaseFile {
  /// For the gateway: one writer, readers beside it.
  static func openPool(_ path: String, durability: LedgerOptions.Durability) throws -> DatabasePool {
    try opening(path) {
      var configuration = configuration
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA synchronous = \(durability == .power ? "FULL" : "NORMAL")")
        // `Checkpointer` does it beside the writer.
        try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
        try db.execute(sql: "PRAGMA journal_size_limit = 16777216")
      }
      try make(path)
      try refuseCopy(path)
      let pool = try DatabasePool(path: path, configuration: configuration)
      try Schema.migrator.migrate(pool)
      return pool
    }
  }

  /// For commands that write beside a gateway.
  static func openQueue(_ path: String) throws -> DatabaseQueue {
    try opening(path) {
      var configuration = configuration
      configuration.journalMode = .wal
      try make(path)
      try refuseCopy(path)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try Schema.migrator.migrate(queue)
      return queue
    }
  }

  /// For commands that only read.
  static func openReader(_ path: String) throws -> DatabaseQueue {
    guard FileManager.default.fileExists(atPath: path) else {
      throw LedgerError(
        .noLedger,
        "there is no ledger at '\(path)'; 'steelyard serve' and 'steelyard keys create' make one, --db or STEELYARD_DB names another"
      )
    }
    return try opening(path) {
      try refuseCopy(path)
      var configuration = configuration
      configuration.readonly = true
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      guard try queue.read({ db in try Schema.migrator.hasCompletedMigrations(db) }) else {
        throw LedgerError(
          .cannotOpen,
          "'\(path)' was not written by this version of steelyard; 'steelyard serve' brings an older ledger up to date")
      }
      return queue
    }
  }

  // Of a ledger that is being written, the tables may be in the log alone. A copy of its file is then a database without
  // any, which must not be taken for a new ledger: it would have no keys and no caps.
  private static func refuseCopy(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0, status.st_size > 0 else { return }
    // Whoever reads a database without a log leaves an empty one.
    guard stat(path + "-wal", &status) != 0 || status.st_size == 0 else { return }
    var configuration = configuration
    configuration.readonly = true
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    let isCopy = try queue.read { db in
      try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal"
        && Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
    }
    try queue.close()
    guard isCopy else { return }
    throw LedgerError(
      .cannotOpen,
      "'\(path)' is a copy of a ledger that was being written: its log '\(path)-wal' is missing, and without it the copy is empty; make copies with 'steelyard ledger backup', or of a gateway that was stopped (a new ledger whose very first start was killed looks the same: delete that)"
    )
  }

  // The ledger says who asked for what: only its owner reads it. SQLite gives its other files the same mode. A file
  // that is there is not opened: closing it would drop the locks that SQLite holds on it in this process.
  static func make(_ path: String) throws {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      close(descriptor)
    } else if errno != EEXIST {
      throw LedgerError(.cannotOpen, "'\(path)' cannot be made: \(String(cString: strerror(errno)))")
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "steelyard.ledger"
    // A gateway and a command write to one file; each waits for the other's short transaction.
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA page_size = 16384") }
    return configuration
  }

  private static func opening<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as DatabaseError {
      throw LedgerError(
        .cannotOpen,
        "'\(path)' cannot be used as a ledger: \(error.message ?? "SQLite error \(error.resultCode.rawValue)"); name another with --db or STEELYARD_DB"
      )
    }
  }
}
