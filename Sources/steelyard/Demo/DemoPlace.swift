import ArgumentParser
import Foundation

/// Where the demo's ledger is: a file that the user named, or a folder of its own that goes when the demo ends.
struct DemoPlace {
  let database: String
  private let folder: URL?

  init(database: String?) throws {
    if let database {
      guard !FileManager.default.fileExists(atPath: database) else {
        throw ValidationError("'\(database)' exists; the demo's figures need a new ledger, give another name to --db")
      }
      (self.database, folder) = (database, nil)
      return
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("steelyard-demo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    self.database = folder.appendingPathComponent("steelyard.db").path
    self.folder = folder
  }

  /// Removes the folder, if it is the demo's own.
  func remove() { if let folder { try? FileManager.default.removeItem(at: folder) } }
}
