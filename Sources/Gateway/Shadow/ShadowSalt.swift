import Foundation

/// The secret of the sampling: whoever knows it can tell which requests will be looked at.
enum ShadowSalt {
  /// Why there is none.
  struct Missing: Error, CustomStringConvertible { var description: String }

  /// From the environment variable that the settings name, else from a file beside the ledger, which is made.
  ///
  /// All replicas on one ledger must use the same one, and one that changes makes every conversation a new unit.
  static func load(_ settings: ShadowSettings, environment: [String: String], ledger: String) throws -> [UInt8] {
    if let variable = settings.saltVariable {
      guard let value = environment[variable], value.utf8.count >= 16 else {
        throw Missing(
          description:
            "shadow.salt_env: the environment variable '\(variable)' must hold a secret of at least 16 characters")
      }
      return Array(value.utf8)
    }
    let path = ledger + "-salt"
    if let known = FileManager.default.contents(atPath: path), known.count >= 16 { return Array(known) }
    var random = SystemRandomNumberGenerator()
    let salt = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    // Made under another name and linked, so that of two processes that begin together one's secret wins whole.
    let own = "\(path).\(UInt64.random(in: 0 ... .max, using: &random))"
    guard
      FileManager.default.createFile(atPath: own, contents: Data(salt), attributes: [.posixPermissions: 0o600])
    else { throw Missing(description: "the sampling's secret cannot be written to '\(path)'; set shadow.salt_env") }
    defer { try? FileManager.default.removeItem(atPath: own) }
    if link(own, path) != 0, let known = FileManager.default.contents(atPath: path), known.count >= 16 {
      return Array(known)
    }
    return salt
  }
}
