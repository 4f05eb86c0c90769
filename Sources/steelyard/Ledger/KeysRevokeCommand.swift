import ArgumentParser
import Foundation
import Ledger

/// `steelyard keys revoke`: an end to a key.
struct KeysRevokeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Revokes a key; requests that began with it are served to their end.")

  @OptionGroup var ledger: LedgerOption
  @Argument(help: "The key's id, the eight characters after 'sk-steelyard-'.") var id: String

  func run() throws {
    let path = try ledger.path()
    guard FileManager.default.fileExists(atPath: path) else {
      throw ValidationError("there is no ledger at '\(path)'; --db or STEELYARD_DB names another")
    }
    let key = try KeyStore.open(path: path).revokeKey(id)
    Terminal.line("key \(key.id) of '\(key.tenant)' is revoked\(key.revokedAt.map { " as of \($0)" } ?? "")")
  }
}
