import Foundation

/// Where the ledger is when nobody says.
public enum DatabaseLocation {
  /// The path given, else `STEELYARD_DB`, else `steelyard.db` in the user's data folder, which is made.
  public static func resolve(_ option: String?) -> String {
    if let option { return option }
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["STEELYARD_DB"], !path.isEmpty { return path }
    let base =
      environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? (environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? ".") + "/.local/share"
    let folder = base + "/steelyard"
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return folder + "/steelyard.db"
  }
}
