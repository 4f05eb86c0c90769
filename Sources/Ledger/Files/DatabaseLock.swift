import Foundation

/// The lock on a database file that says which process serves from it: whatever its path, and whatever became of the
/// journal, one file has one server.
///
/// It is a lock of its own kind beside those by which SQLite takes turns, and both are the file's, not the name's.
/// Closing any descriptor of the file would drop SQLite's, so this one is kept until SQLite has closed.
final class DatabaseLock: Sendable {
  let identity: FileIdentity?
  private let descriptor: Int32

  /// Takes the lock; throws when another process has it.
  init(_ path: String) throws(LedgerError) {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw LedgerError(.cannotOpen, "'\(path)' cannot be opened: \(String(cString: strerror(errno)))")
    }
    // Elsewhere a process's own two kinds of lock would stand in each other's way; there the journal's lock has to do.
    #if os(Linux)
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        // Not closed: this process itself may be the one that serves.
        throw LedgerError(
          .alreadyOpen,
          "another steelyard serves from this ledger and has locked '\(path)'; stop it, or give this one a ledger of its own (--db or STEELYARD_DB)"
        )
      }
    #endif
    self.descriptor = descriptor
    identity = FileIdentity(descriptor: descriptor)
  }

  /// Lets another process have the ledger, once SQLite has closed it.
  func release() { flock(descriptor, LOCK_UN) }

  deinit { close(descriptor) }
}
