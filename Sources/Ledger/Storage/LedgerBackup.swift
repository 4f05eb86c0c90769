public import Catalog
import Foundation
import GRDB

/// A copy of a ledger that was made while it may have been served from.
public struct LedgerBackup: Hashable, Sendable {
  /// Bytes of the copy.
  public let bytes: Int
  /// Requests in it.
  public let decisions: Int
  /// When the last of them arrived; nil when it has none.
  public let last: Timestamp?
}

extension Ledger {
  /// Copies the ledger at `path` into one file at `target`, readable by its owner alone: all that was committed when the
  /// copy began. Rows follow a settled request within moments, so that one which has just ended may not be in it.
  ///
  /// A file that is there stays as it is unless `replacing`; the copy appears whole or not at all.
  public static func backup(path: String, to target: String, replacing: Bool = false) throws -> LedgerBackup {
    let source = try DatabaseFile.openReader(path)
    let taken = LedgerError(.invalidValue, "there is a file at '\(target)' already; --force replaces it")
    if !replacing, FileManager.default.fileExists(atPath: target) { throw taken }
    guard LedgerPaths(target) != LedgerPaths(path) else {
      throw LedgerError(.invalidValue, "'\(target)' is the ledger itself; a copy needs a path of its own")
    }
    let partial = "\(target).partial-\(getpid())"
    defer { unlink(partial) }
    unlink(partial)
    let descriptor = Foundation.open(partial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(partial, "cannot be made") }
    Foundation.close(descriptor)
    let copy = try write(source, partial)
    // A link is never made over a file that is there; a renamed file takes its place at once.
    guard (replacing ? rename(partial, target) : link(partial, target)) == 0 else {
      if errno == EEXIST { throw taken }
      throw failure(target, "cannot be made")
    }
    return copy
  }

  private static func write(_ source: DatabaseQueue, _ path: String) throws -> LedgerBackup {
    do {
      let queue = try DatabaseQueue(path: path)
      try source.backup(to: queue)
      let (decisions, last) = try queue.writeWithoutTransaction { db in
        // Without a log of its own the copy is one file, whatever copies it next.
        try db.execute(sql: "PRAGMA journal_mode = DELETE")
        return (
          try Int.fetchOne(db, sql: "SELECT count(*) FROM decisions") ?? 0,
          try Int64.fetchOne(db, sql: "SELECT max(started_at) FROM decisions")
        )
      }
      try queue.close()
      let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
      var status = stat()
      guard descriptor >= 0, fsync(descriptor) == 0, fstat(descriptor, &status) == 0 else {
        if descriptor >= 0 { Foundation.close(descriptor) }
        throw failure(path, "cannot be brought to the disk")
      }
      Foundation.close(descriptor)
      return LedgerBackup(
        bytes: Int(status.st_size), decisions: decisions, last: last.map { Timestamp(milliseconds: $0) })
    } catch let error as DatabaseError {
      throw LedgerError(
        .cannotOpen, "the copy cannot be written: \(error.message ?? "SQLite error \(error.resultCode.rawValue)")")
    }
  }

  private static func failure(_ path: String, _ what: String) -> LedgerError {
    LedgerError(.cannotOpen, "'\(path)' \(what): \(String(cString: strerror(errno)))")
  }
}
