import Catalog
import Foundation

/// The journal's file: locked for one process, of full size on disk, mapped.
///
/// The space is reserved when the file is made: a page of a sparse file that finds the disk full would end the
/// process with SIGBUS.
final class JournalFile: Sendable {
  let path: String
  /// How the last process left it; nil where there is nothing to recover.
  let found: JournalLayout?
  /// Where a file that was no journal was moved, if there was one.
  let setAside: String?
  let identity: FileIdentity?
  private let isNew: Bool
  private let descriptor: Int32

  private static let magic: UInt64 = 0x314C_4E52_4A4C_5453  // "STLJRNL1"

  /// Opens or makes the file and locks it; throws when another process has it.
  init(path: String) throws(LedgerError) {
    var (descriptor, isNew) = try Self.lock(path)
    var found: JournalLayout?
    var setAside: String?
    switch Self.header(descriptor) {
    case .none: break
    case .journal(let layout): found = layout
    case .otherVersion(let version):
      close(descriptor)
      throw LedgerError(
        .cannotOpen,
        "'\(path)' was written by another version of the journal (\(version), this program has \(JournalLayout.currentVersion)); start that version once and stop it, so that it empties the journal"
      )
    case .garbage:
      let aside = path + ".damaged-\(Timestamp.now.milliseconds)"
      let moved = rename(path, aside)
      let reason = errno
      close(descriptor)
      guard moved == 0 else { throw Self.failure(path, "is no journal and cannot be moved aside", reason) }
      setAside = aside
      (descriptor, isNew) = try Self.lock(path)
    }
    self.path = path
    self.found = found
    self.setAside = setAside
    self.isNew = isNew
    self.descriptor = descriptor
    identity = FileIdentity(descriptor: descriptor)
  }

  deinit { close(descriptor) }

  /// Maps what the last process left.
  func map(_ layout: JournalLayout) throws(LedgerError) -> JournalMemory {
    let size = layout.byteCount
    let reserved = posix_fallocate(descriptor, 0, off_t(size))
    guard reserved == 0 else { throw Self.failure(path, "cannot be given its \(size) bytes", reserved) }
    guard let base = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), base != MAP_FAILED else {
      throw Self.failure(path, "cannot be mapped", errno)
    }
    return JournalMemory(base, layout)
  }

  /// Maps the journal that another process is writing, to look at it; nil when there is none of this layout.
  static func look(_ path: String) -> JournalMemory? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard case .journal(let layout) = header(descriptor), fstat(descriptor, &status) == 0,
      status.st_size >= layout.byteCount,
      let base = mmap(nil, layout.byteCount, PROT_READ, MAP_SHARED, descriptor, 0), base != MAP_FAILED
    else { return nil }
    return JournalMemory(base, layout)
  }

  /// Makes it an empty journal. What it held has to be in SQLite, and no mapping of it may be in use.
  func format(_ layout: JournalLayout) throws(LedgerError) -> JournalMemory {
    guard ftruncate(descriptor, 0) == 0 else { throw Self.failure(path, "cannot be emptied", errno) }
    let memory = try map(layout)
    memory.bytes.storeBytes(of: layout.version, toByteOffset: 8, as: UInt32.self)
    memory.bytes.storeBytes(of: UInt32(layout.slotBytes), toByteOffset: 12, as: UInt32.self)
    memory.bytes.storeBytes(of: UInt32(layout.slotCount), toByteOffset: 16, as: UInt32.self)
    memory.bytes.storeBytes(of: UInt32(bitPattern: getpid()), toByteOffset: 20, as: UInt32.self)
    memory.bytes.storeBytes(of: UInt32(layout.extensionCount), toByteOffset: 24, as: UInt32.self)
    memory.bytes.storeBytes(of: Self.magic, toByteOffset: 0, as: UInt64.self)
    return memory
  }

  /// Lets another process have the file. A mapping keeps the lock of a closed descriptor, so it is given up by name.
  func unlock() { flock(descriptor, LOCK_UN) }

  /// Deletes it while it is locked, if the file at the path is this one: whoever opens it then looks again.
  func remove() {
    if let identity, FileIdentity(path: path) == identity { unlink(path) }
  }

  /// Deletes it if this process has made it.
  func removeIfNew() { if isNew { remove() } }

  private enum Header {
    case none
    case journal(JournalLayout)
    case otherVersion(UInt32)
    case garbage
  }

  private static func header(_ descriptor: Int32) -> Header {
    var bytes = [UInt8](repeating: 0, count: 28)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    if count == 0 || count == bytes.count && bytes.allSatisfy({ $0 == 0 }) { return .none }
    guard count == bytes.count else { return .garbage }
    return bytes.withUnsafeBytes { bytes in
      func number(_ offset: Int) -> UInt32 { bytes.load(fromByteOffset: offset, as: UInt32.self) }
      guard bytes.load(fromByteOffset: 0, as: UInt64.self) == magic else { return .garbage }
      if number(8) > JournalLayout.currentVersion { return .otherVersion(number(8)) }
      let layout = JournalLayout(
        version: number(8), slotBytes: number(12), slots: number(16), extensions: number(24))
      return layout.map { .journal($0) } ?? .garbage
    }
  }

  // The file may be deleted by its last owner between opening and locking it: then it is not the one to lock.
  private static func lock(_ path: String) throws(LedgerError) -> (descriptor: Int32, isNew: Bool) {
    for _ in 0..<64 {
      var isNew = true
      var descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if descriptor < 0, errno == EEXIST {
        isNew = false
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT { continue }
      }
      guard descriptor >= 0 else { throw failure(path, "cannot be opened", errno) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        var owner: UInt32 = 0
        let count = pread(descriptor, &owner, 4, 20)
        close(descriptor)
        let who = count == 4 && owner > 0 ? " (process \(owner))" : ""
        throw LedgerError(
          .alreadyOpen,
          "another steelyard\(who) serves from this ledger and has locked '\(path)'; stop it, take its place (serve --take-over), or give this one a ledger of its own (--db or STEELYARD_DB)"
        )
      }
      if let identity = FileIdentity(descriptor: descriptor), FileIdentity(path: path) == identity {
        return (descriptor, isNew)
      }
      close(descriptor)
    }
    throw LedgerError(.cannotOpen, "'\(path)' is deleted as often as it is opened")
  }

  private static func failure(_ path: String, _ what: String, _ reason: Int32) -> LedgerError {
    let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    if reason == ENOENT, FileIdentity(path: folder) == nil {
      return LedgerError(
        .cannotOpen,
        "the ledger's folder '\(folder)' does not exist; make it, or name another ledger (--db or STEELYARD_DB)")
    }
    return LedgerError(.cannotOpen, "'\(path)' \(what): \(String(cString: strerror(reason)))")
  }
}

/// A journal's file mapped into memory. The memory stays good when the file is unlocked, closed or deleted.
///
/// Sendable by hand: the mapping is fixed from `init` to `deinit`, and who may touch what of it is `Journal`'s affair.
final class JournalMemory: @unchecked Sendable {
  let layout: JournalLayout
  let bytes: UnsafeMutableRawBufferPointer

  init(_ base: UnsafeMutableRawPointer, _ layout: JournalLayout) {
    self.layout = layout
    bytes = UnsafeMutableRawBufferPointer(start: base, count: layout.byteCount)
  }

  deinit { munmap(bytes.baseAddress, bytes.count) }

  /// Waits until the pages of a slot are on disk.
  func synchronize(_ slot: UnsafeMutableRawBufferPointer) {
    guard let address = slot.baseAddress else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let offset = Int(bitPattern: address) % max(1, page)
    msync(address - offset, slot.count + offset, MS_SYNC)
  }
}
