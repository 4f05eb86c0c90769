import Foundation

/// The files that a serving process has open, and whether they are still the ones at their paths.
///
/// A file that was deleted or replaced takes writes as before and keeps nothing.
struct ServedFiles: Sendable {
  /// What is gone.
  enum Loss: Hashable, Sendable {
    /// Rows would be written to a file that nobody can open again.
    case database(String)
    /// What is noted of requests under way would not be found by the next process.
    case journal(String)
  }

  private let journal: (path: String, identity: FileIdentity?)
  private let database: [String: FileIdentity]

  init(_ paths: LedgerPaths, database: FileIdentity?, journal: JournalFile) {
    self.journal = (journal.path, journal.identity)
    var files = [paths.database: database]
    for path in [paths.log, paths.logIndex] { files[path] = FileIdentity(path: path) }
    self.database = files.compactMapValues { $0 }
  }

  /// What of them is gone from its path, the worse loss first.
  func losses() -> [Loss] {
    let database = database.first { path, identity in FileIdentity(path: path) != identity }
    let isJournalLost = FileIdentity(path: journal.path) != journal.identity
    return (database.map { [.database($0.key)] } ?? []) + (isJournalLost ? [.journal(journal.path)] : [])
  }

  /// What a loss means and what to do.
  static func sentence(_ loss: Loss) -> String {
    switch loss {
    case .database(let path):
      "the ledger's file '\(path)' was deleted or replaced while serving; put it back in its place, which is noticed at once, or stop steelyard and start it again: until then no request is served, and what is settled waits in the journal"
    case .journal(let path):
      "the ledger's journal '\(path)' was deleted or replaced while serving, so that requests under way would not outlive this process; put it back in its place, which is noticed at once, or stop steelyard and start it again: until then no request is served"
    }
  }
}

/// Which file a path or a descriptor means: the same one under two names is equal, a new one under the old name is not.
struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let number: UInt64

  /// The file at a path; nil when there is none.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// An open file.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
