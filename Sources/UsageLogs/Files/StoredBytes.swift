internal import Glibc

/// The bytes of a file as they are stored.
final class StoredBytes {
  private let descriptor: Int32
  private let isOurs: Bool
  /// How many were read.
  private(set) var offset: Int64 = 0

  /// Opens a file; the error names what the system says.
  init(_ file: LogFile) throws(LogError) {
    isOurs = file.path != "-"
    descriptor = isOurs ? open(file.path, O_RDONLY | O_CLOEXEC) : 0
    guard descriptor >= 0 else {
      throw LogError(.unreadable, "\(file.name) cannot be opened: \(String(cString: strerror(errno)))")
    }
  }

  deinit { if isOurs { _ = close(descriptor) } }

  /// Reads until the room is full or the file ends: how much was read, or the system's word for why it could not be.
  func read(into room: UnsafeMutableBufferPointer<UInt8>) -> (count: Int, failure: String?) {
    var filled = 0
    while filled < room.count, let base = room.baseAddress {
      let count = Glibc.read(descriptor, base + filled, room.count - filled)
      if count < 0, errno == EINTR { continue }
      if count < 0 { return (filled, String(cString: strerror(errno))) }
      if count == 0 { break }
      filled += count
      offset += Int64(count)
    }
    return (filled, nil)
  }

  /// Moves to an offset without reading; false where the file is a pipe.
  func seek(to target: Int64) -> Bool {
    guard isOurs, lseek(descriptor, off_t(target), SEEK_SET) == off_t(target) else { return false }
    offset = target
    return true
  }
}
