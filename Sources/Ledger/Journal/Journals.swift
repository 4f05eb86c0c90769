import GRDB

/// The journals of a ledger, which are one unless a process is taking another's place: its own, and what others left.
struct Journals {
  /// The one that this process writes.
  let own: JournalFile
  /// The one that another process is still writing.
  let foreign: String?
  // Left behind by others.
  private let left: [JournalFile]

  /// Locks them; throws when another process has one, unless it is expected to.
  init(_ paths: LedgerPaths, besideAnother: Bool) throws(LedgerError) {
    var locked: [JournalFile] = []
    var foreign: String?
    // The last first: where one is in use it says whose it is, and nothing has been made.
    for path in paths.journals.reversed() where path == paths.journals.first || FileIdentity(path: path) != nil {
      do {
        locked.append(try JournalFile(path: path))
      } catch {
        guard besideAnother, foreign == nil, error.code == .alreadyOpen else { throw error }
        foreign = path
      }
    }
    if locked.isEmpty, let free = paths.journals.first(where: { $0 != foreign }) {
      locked.append(try JournalFile(path: free))
    }
    guard let own = locked.popLast() else {
      throw LedgerError(.alreadyOpen, "other processes have all journals of '\(paths.database)'")
    }
    self.own = own
    self.foreign = foreign
    left = locked
  }

  /// Moves what others left to SQLite.
  func recover(into database: some DatabaseWriter) throws -> RecoveryReport {
    var report = RecoveryReport()
    for file in left + [own] {
      report.add(try Recovery.run(file, database))
      if file !== own { file.remove() }
    }
    return report
  }
}
