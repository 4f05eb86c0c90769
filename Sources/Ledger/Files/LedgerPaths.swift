import Foundation

/// The files of one ledger, whatever links lead to it: locks and secrets must not depend on the name that is used.
struct LedgerPaths: Hashable, Sendable {
  /// The database's own path, with every link resolved.
  let database: String

  init(_ path: String) { database = Self.resolved(path) }

  /// Requests under way, of the process that serves. While a process takes another's place each has one of these.
  var journals: [String] { [database + "-inflight", database + "-inflight-2"] }
  /// Where the process that serves can be asked to make room for another.
  var handover: String { database + "-handover" }
  /// Says that keys have existed.
  var keys: String { database + "-keys" }
  /// SQLite's log.
  var log: String { database + "-wal" }
  /// SQLite's index of its log.
  var logIndex: String { database + "-shm" }

  private static func resolved(_ path: String) -> String {
    var path = path
    // A link may lead to a file that is still to be made.
    for _ in 0..<40 {
      if let real = real(path) { return real }
      guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else { break }
      path = target.hasPrefix("/") ? target : folder(of: path) + "/" + target
    }
    let url = URL(filePath: path)
    return (real(folder(of: path)) ?? folder(of: path)) + "/" + url.lastPathComponent
  }

  private static func folder(of path: String) -> String {
    URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
  }

  private static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
