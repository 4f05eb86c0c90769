import Foundation
import Gateway

/// Files with secrets in them that other users of the machine can read.
enum ReadableSecrets {
  /// A sentence for each: the configuration if it has a provider's key in it, the ledger, and what lies beside the ledger
  /// under its name (its log, its journal, the secret of the sampling).
  static func warnings(_ configuration: GatewayConfiguration, ledger: String) -> [String] {
    var files: [(path: String, what: String)] = []
    if let file = configuration.file, configuration.providers.contains(where: { $0.key != nil }) {
      files.append((file, "has a provider's key in it"))
    }
    let folder = (ledger as NSString).deletingLastPathComponent
    let name = (ledger as NSString).lastPathComponent
    let beside = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    files += beside.filter { $0 == name || $0.hasPrefix(name + "-") }.sorted().map { file in
      ((folder as NSString).appendingPathComponent(file), "belongs to the ledger")
    }
    return files.filter { isReadableByOthers($0.path) }.map { file in
      "others can read '\(file.path)', which \(file.what); run: chmod 600 '\(file.path)'"
    }
  }

  private static func isReadableByOthers(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue else { return false }
    return mode & 0o044 != 0
  }
}
