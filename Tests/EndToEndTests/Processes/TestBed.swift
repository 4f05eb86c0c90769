import Foundation

/// A directory with a ledger and keys, and the processes that one test talks to.
final class TestBed: Sendable {
  let directory: URL
  /// A key without limits.
  let key: String
  /// A key that was revoked before the gateway started.
  let revokedKey: String
  /// A key whose cap no request fits under.
  let cappedKey: String

  private init(directory: URL, key: String, revokedKey: String, cappedKey: String) {
    self.directory = directory
    self.key = key
    self.revokedKey = revokedKey
    self.cappedKey = cappedKey
  }

  /// Makes a ledger with the three keys.
  static func make() async throws -> TestBed {
    let directory = try Locations.temporaryDirectory()
    let key = try await Commands.createKey(in: directory, "--tenant", "acme", "--name", "open")
    let capped = try await Commands.createKey(
      in: directory, "--tenant", "acme", "--name", "capped", "--cap-day", "0.000001")
    let revoked = try await Commands.createKey(in: directory, "--tenant", "acme", "--name", "revoked")
    try await Commands.revoke(revoked, in: directory)
    return TestBed(directory: directory, key: key, revokedKey: revoked, cappedKey: capped)
  }

  /// Runs the body with a simulated upstream of both dialects, and stops it afterwards.
  func withSimulator<Result>(_ body: (_ address: String) async throws -> Result) async throws -> Result {
    let simulator = try LaunchedProcess(
      "steelyard simulate", Locations.steelyard, ["simulate", "--port", "0"], directory: directory)
    return try await withServer(simulator, body)
  }

  /// Runs the body with a server of ours that prints where it listens, and stops it afterwards.
  func withServer<Result>(
    _ process: LaunchedProcess, _ body: (_ address: String) async throws -> Result
  ) async throws -> Result {
    do {
      let result = try await body(process.address())
      await process.stop()
      return result
    } catch {
      await process.stop()
      throw error
    }
  }

  /// Runs the body with a gateway in front of the upstreams, and stops it afterwards.
  func withGateway<Result>(
    upstreams: [Upstream], settings: String = "", _ body: (_ address: String) async throws -> Result
  ) async throws -> Result {
    let file = directory.appending(path: "steelyard.yaml")
    let lines =
      ["version: 1", "discover: false", "ledger: {path: \"\(directory.path)/ledger.db\"}", settings, "providers:"]
      + upstreams.map(\.line)
    try Data(lines.joined(separator: "\n").utf8).write(to: file)
    let gateway = try LaunchedProcess(
      "steelyard serve", Locations.steelyard, ["serve", "--config", file.path, "--port", "0"], directory: directory)
    return try await withServer(gateway, body)
  }

  /// Removes the directory.
  deinit {
    try? FileManager.default.removeItem(at: directory)
  }
}

/// An upstream as the configuration file names it.
struct Upstream {
  let provider: String
  let baseURL: String
  let dialect: String
  var certificateAuthority: String?

  /// The upstream's line under `providers:`.
  var line: String {
    let authority = certificateAuthority.map { ", ca_file: \"\($0)\"" } ?? ""
    return "  \(provider): {base_url: \"\(baseURL)\", key: \"sim\", dialect: \(dialect)\(authority)}"
  }
}
