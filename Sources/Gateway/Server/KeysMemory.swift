import Foundation
import Synchronization

/// A mark in the configuration's folder that keys have existed: a ledger that is lost, with all that lies beside it, must
/// not open the gateway to everybody.
final class KeysMemory: Sendable {
  /// Where it is; nil without a configuration file, when the ledger's own mark has to do.
  let path: String?
  private let isMarked: Atomic<Bool>

  /// Looks for the mark beside a configuration file.
  init(configuration file: String?) {
    path = file.map { file in
      let url = URL(filePath: file)
      return url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).keys").path(
        percentEncoded: false)
    }
    isMarked = Atomic(path.map { FileManager.default.fileExists(atPath: $0) } ?? false)
  }

  /// True when keys have existed.
  var keysExisted: Bool { isMarked.load(ordering: .relaxed) }

  /// Leaves the mark unless it is there; false when it cannot be made.
  func keysExist() -> Bool {
    guard let path, !keysExisted else { return true }
    let words = "Keys have existed for the gateway of this configuration: it asks for one even if its ledger is lost.\n"
    let isMade = FileManager.default.createFile(
      atPath: path, contents: Data(words.utf8), attributes: [.posixPermissions: 0o600])
    // Asked for all the same while this process runs.
    isMarked.store(true, ordering: .relaxed)
    return isMade
  }
}
