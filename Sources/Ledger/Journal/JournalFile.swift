import Catalog
import Foundation

/// The journal's file: locked for one process, of full size on disk, mapped.
///
/// The space is reserved when the file is made: a page of a sparse file that finds the disk full would end the
/// process with SIGBUS.
final class JournalFile {
  let memory: UnsafeMutableRawBufferPointer
  let slotCount: Int
  /// Where a file that was no journal was moved, if there was one.
  let setAside: String?
  private let descriptor: Int32

  private static let magic: UInt64 = 0x314C_4E52_4A4C_5453  // "STLJRNL1"
  private static let version: UInt32 = 1

  /// Opens or makes the file; throws when another process has it.
  init(path: String, slots: Int) throws(LedgerError) {
    var descriptor = try Self.lock(path)
    var slotCount = slots
    var setAside: String?
    switch Self.header(descriptor) {
    case .none: break
    case .journal(let count): slotCount = count
    case .otherVersion(let version):
      close(descriptor)
      throw LedgerError(
        .cannotOpen,
        "'\(path)' was written by another version of the journal (\(version), this program has \(Self.version)); start that version once and stop it, so that it empties the journal"
      )
    case .garbage:
      let aside = path + ".damaged-\(Timestamp.now.milliseconds)"
      let moved = rename(path, aside)
      let reason = errno
      close(descriptor)
      guard moved == 0 else { throw Self.failure(path, "is no journal and cannot be moved aside", reason) }
      setAside = aside
      descriptor = try Self.lock(path)
    }
    let size = Journal.headerBytes + slotCount * Journal.slotBytes
    let reserved = posix_fallocate(descriptor, 0, size)
    guard reserved == 0 else {
      close(descriptor)
      throw Self.failure(path, "cannot be given its \(size) bytes", reserved)
    }
    guard let base = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), base != MAP_FAILED else {
      let reason = errno
      close(descriptor)
      throw Self.failure(path, "cannot be mapped", reason)
    }
    memory = UnsafeMutableRawBufferPointer(start: base, count: size)
    memory.storeBytes(of: Self.version, toByteOffset: 8, as: UInt32.self)
    memory.storeBytes(of: UInt32(Journal.slotBytes), toByteOffset: 12, as: UInt32.self)
    memory.storeBytes(of: UInt32(slotCount), toByteOffset: 16, as: UInt32.self)
    memory.storeBytes(of: UInt32(bitPattern: getpid()), toByteOffset: 20, as: UInt32.self)
    memory.storeBytes(of: Self.magic, toByteOffset: 0, as: UInt64.self)
    self.descriptor = descriptor
    self.slotCount = slotCount
    self.setAside = setAside
  }

  deinit {
    munmap(memory.baseAddress, memory.count)
    close(descriptor)
  }

  /// Lets another process have the file. A mapping keeps the lock of a closed descriptor, so it is given up by name.
  func unlock() { flock(descriptor, LOCK_UN) }

  /// Lets go of the pages that reading the file has brought into this process; the next use brings one back.
  func shrink() { madvise(memory.baseAddress, memory.count, Int32(MADV_DONTNEED)) }

  /// Waits until the page of a slot is on disk.
  func synchronize(_ slot: UnsafeMutableRawBufferPointer) {
    guard let address = slot.baseAddress else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let offset = Int(bitPattern: address) % max(1, page)
    msync(address - offset, slot.count + offset, MS_SYNC)
  }

  private enum Header {
    case none
    case journal(Int)
    case otherVersion(UInt32)
    case garbage
  }

  private static func header(_ descriptor: Int32) -> Header {
    var bytes = [UInt8](repeating: 0, count: 24)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    if count == 0 || count == bytes.count && bytes.allSatisfy({ $0 == 0 }) { return .none }
    guard count == bytes.count else { return .garbage }
    return bytes.withUnsafeBytes { bytes in
      guard bytes.load(fromByteOffset: 0, as: UInt64.self) == magic else { return .garbage }
      let version = bytes.load(fromByteOffset: 8, as: UInt32.self)
      guard version == Self.version else { return .otherVersion(version) }
      let slots = Int(bytes.load(fromByteOffset: 16, as: UInt32.self))
      guard bytes.load(fromByteOffset: 12, as: UInt32.self) == Journal.slotBytes, slots > 0, slots <= 1 << 20 else {
        return .garbage
      }
      return .journal(slots)
    }
  }

  private static func lock(_ path: String) throws(LedgerError) -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(path, "cannot be opened", errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      var owner: UInt32 = 0
      let count = pread(descriptor, &owner, 4, 20)
      close(descriptor)
      let who = count == 4 && owner > 0 ? " (process \(owner))" : ""
      throw LedgerError(
        .alreadyOpen,
        "another steelyard\(who) serves from this ledger and has locked '\(path)'; stop it, or give this one a ledger of its own (--db or STEELYARD_DB)"
      )
    }
    return descriptor
  }

  private static func failure(_ path: String, _ what: String, _ reason: Int32) -> LedgerError {
    LedgerError(.cannotOpen, "'\(path)' \(what): \(String(cString: strerror(reason)))")
  }
}
