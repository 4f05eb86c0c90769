import Foundation
import Synchronization

/// The lock on a database file that says which process serves from it: whatever its path, and whatever became of the
/// journal, one file has one server.
///
/// It is a lock of its own kind beside those by which SQLite takes turns, and both are the file's, not the name's.
/// Closing any descriptor of the file would drop SQLite's, so this one is kept until SQLite has closed.
final class DatabaseLock: Sendable {
  let identity: FileIdentity?
  /// The descriptor that has the lock. It must not be closed while SQLite has the file open in this process.
  let descriptor: Int32
  private let isShared = Atomic<Bool>(false)
  private let isClosed = Atomic<Bool>(false)

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
          "another steelyard serves from this ledger and has locked '\(path)'; stop it, take its place (serve --take-over), or give this one a ledger of its own (--db or STEELYARD_DB)"
        )
      }
    #endif
    self.descriptor = descriptor
    identity = FileIdentity(descriptor: descriptor)
  }

  /// Takes over the lock with the descriptor that has it; throws, and closes it, when it is that of another file.
  init(adopting descriptor: Int32, _ path: String) throws(LedgerError) {
    identity = FileIdentity(descriptor: descriptor)
    self.descriptor = descriptor
    guard let identity, FileIdentity(path: path) == identity else {
      throw LedgerError(.cannotOpen, "the process that is to make room serves from another file than '\(path)'")
    }
    #if os(Linux)
      // Granted at once to whoever shares the lock, and to nobody else.
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        throw LedgerError(.alreadyOpen, "the process that is to make room has not the lock on '\(path)'")
      }
    #endif
  }

  /// Says that another process has the same lock now, which it keeps when this one is closed.
  func share() { isShared.store(true, ordering: .relaxed) }

  /// Lets another process have the ledger, once SQLite has closed it. A lock that is shared stays with the other.
  func release() {
    guard isShared.load(ordering: .relaxed) else {
      flock(descriptor, LOCK_UN)
      return
    }
    if !isClosed.exchange(true, ordering: .relaxed) { close(descriptor) }
  }

  deinit { if !isClosed.load(ordering: .relaxed) { close(descriptor) } }
}
