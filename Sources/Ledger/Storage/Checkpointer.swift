import Foundation
import GRDB
import Synchronization

/// Moves what was committed from SQLite's log to its file, beside the writer.
///
/// A checkpoint waits for the disk. The writer must not: while it does, the journal fills, and a gateway whose journal
/// is full has to turn requests away.
final class Checkpointer: Sendable {
  private let database: DatabaseQueue
  private let logPath: String
  private let isBusy = Atomic<Bool>(false)
  private let rows = Atomic<Int>(0)

  /// Rows between checkpoints: a few megabytes of log.
  private static let interval = 4096
  /// Beyond this size the writer has to wait after all, as a log is only begun anew when none of it is left.
  private static let longestLog = 64 << 20

  init(_ paths: LedgerPaths) throws {
    database = try DatabaseFile.openQueue(paths.database)
    logPath = paths.log
  }

  /// Notes a commit of `count` rows. True when the writer shall make a checkpoint itself.
  func committed(_ count: Int) -> Bool {
    guard rows.add(count, ordering: .relaxed).newValue >= Self.interval else { return false }
    rows.store(0, ordering: .relaxed)
    if logBytes > Self.longestLog { return true }
    guard isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged else { return false }
    database.asyncWriteWithoutTransaction { [self] db in
      // One that fails is made up for by the next; the rows are safe in the log.
      _ = try? db.checkpoint(.passive)
      isBusy.store(false, ordering: .releasing)
    }
    return false
  }

  /// Moves all that is left and closes, last of all: with the last connection SQLite deletes its log.
  func close() {
    _ = try? database.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
    try? database.close()
  }

  private var logBytes: Int {
    var status = stat()
    return stat(logPath, &status) == 0 ? Int(status.st_size) : 0
  }
}
