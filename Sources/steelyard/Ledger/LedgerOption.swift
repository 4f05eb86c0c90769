import ArgumentParser
import Foundation
import Gateway
import Ledger
import StrictYAML

/// Which ledger a command works on: the one that `steelyard serve` would use in the same place.
struct LedgerOption: ParsableArguments {
  @Option(
    help: """
      Ledger file (default: what steelyard.yaml names, else STEELYARD_DB, else steelyard.db in the user's data folder).
      """)
  var db: String?
  @Option(
    help: "Configuration file that names the ledger (default: steelyard.yaml in this folder).",
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?

  /// The path of the file.
  func path() throws -> String {
    if let db { return db }
    return DatabaseLocation.resolve(try GatewayConfiguration.found(config)?.ledgerPath)
  }

  /// Opens it to read, beside a running gateway or without one.
  func reader() throws -> LedgerReader {
    let path = try path()
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw CommandFailure("'\(path)' is a folder; name the ledger's file in it with --db or STEELYARD_DB")
    }
    return try Ledger.openReader(path: path)
  }
}

extension GatewayConfiguration {
  /// The file that is named, else `steelyard.yaml` in this folder; nil when there is none.
  static func found(_ path: String?) throws -> GatewayConfiguration? {
    let file = path ?? (FileManager.default.fileExists(atPath: "steelyard.yaml") ? "steelyard.yaml" : nil)
    guard let file else { return nil }
    do { return try load(path: file) } catch { throw CommandFailure(error.description) }
  }
}
