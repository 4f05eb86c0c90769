import Foundation

/// A small file that says that keys have existed: a ledger that is lost must not open the gateway to everybody.
struct KeysMarker: Hashable, Sendable {
  let path: String

  /// True when keys have existed.
  var isThere: Bool { FileManager.default.fileExists(atPath: path) }

  /// Makes it unless it is there, on disk before this returns; true when it was made.
  func make() throws(LedgerError) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor < 0, errno == EEXIST { return false }
    guard descriptor >= 0 else {
      throw LedgerError(
        .cannotOpen,
        "'\(path)', which remembers that keys exist, cannot be made: \(String(cString: strerror(errno)))")
    }
    let words = "Keys have existed in the ledger beside this file: steelyard asks for one even if the ledger is lost.\n"
    _ = Array(words.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    fsync(descriptor)
    close(descriptor)
    let folder = open(URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false), O_RDONLY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
    return true
  }

  /// Takes back one for whose key it did not come to be.
  func remove() { unlink(path) }
}
