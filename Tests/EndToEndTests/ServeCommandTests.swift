import Foundation
import NIOPosix
import Simulator
import TestFiles
import Testing

/// The gateway as a process: what it says at start, and what a reload may change.
@Suite("starting and reloading", .serialized)
struct ServeCommandTests {
  private func folder(_ settings: String) throws -> URL {
    let folder = try TestFiles.newFolder()
    let text = "version: 1\ndiscover: false\nledger: {path: ledger.db}\n\(settings)\n"
    try Data(text.utf8).write(to: folder.appending(path: "steelyard.yaml"), options: .atomic)
    return folder
  }

  private func serve(_ folder: URL) throws -> LaunchedProcess {
    try LaunchedProcess("steelyard serve", Locations.steelyard, ["serve", "--port", "0"], directory: folder)
  }

  private func models(_ address: String) async throws -> Int? {
    let port = try #require(address.split(separator: ":").last.flatMap { Int($0) })
    return try await SimulatedCaller(port: port, group: MultiThreadedEventLoopGroup.singleton)
      .send("GET", "/v1/models").status
  }

  @Test("a configuration file that vanishes is a refused reload: keys are still asked for")
  func vanishedFile() async throws {
    let folder = try folder("auth: required")
    defer { try? FileManager.default.removeItem(at: folder) }
    let gateway = try serve(folder)
    let address = try await gateway.address()
    #expect(try await models(address) == 401)
    let (file, aside) = (folder.appending(path: "steelyard.yaml"), folder.appending(path: "aside"))
    try FileManager.default.moveItem(at: file, to: aside)
    var lines = gateway.lines.makeAsyncIterator()
    // Ends when the gateway has said it; the log of events stands between.
    while let line = await lines.next(), !line.contains("refused and the old one stays in force") {}
    #expect(await lines.next()?.contains("'steelyard.yaml' does not exist") == true)
    #expect(try await models(address) == 401)
    // Back again, it is the one that counts, changes included.
    try Data("version: 1\ndiscover: false\nauth: off\n".utf8).write(to: file, options: .atomic)
    while let line = await lines.next(), !line.hasPrefix("reloaded") {}
    #expect(try await models(address) == 200)
    await gateway.stop()
  }

  @Test("a file that a reload has brought in is watched from then on")
  func watchesNewFiles() async throws {
    let folder = try folder("auth: required")
    defer { try? FileManager.default.removeItem(at: folder) }
    let gateway = try serve(folder)
    _ = try await gateway.address()
    var lines = gateway.lines.makeAsyncIterator()
    let catalog = folder.appending(path: "extra.yaml")
    try Data("version: 1\n".utf8).write(to: catalog)
    let text = "version: 1\ndiscover: false\ncatalog: extra.yaml\n"
    try Data(text.utf8).write(to: folder.appending(path: "steelyard.yaml"), options: .atomic)
    #expect(await lines.next()?.hasPrefix("reloaded") == true)
    try FileManager.default.removeItem(at: catalog)
    #expect(await lines.next()?.contains("refused") == true)
    #expect(await lines.next()?.contains("extra.yaml' does not exist") == true)
    await gateway.stop()
  }

  @Test("a key's variable that is not set is said at start, and the provider is not asked")
  func unsetVariable() async throws {
    let folder = try folder(
      "providers: {openai: {key_env: TYPO_KEY}, vllm: {}, deepseek: {base_url: \"http://[::1]:9\"}}")
    defer { try? FileManager.default.removeItem(at: folder) }
    let gateway = try serve(folder)
    _ = try await gateway.address()
    let said = gateway.transcript
    #expect(
      said.contains("warning: the provider 'openai' is not used: the environment variable 'TYPO_KEY'"), "\(said)")
    #expect(!said.contains("upstream: openai"))
    #expect(said.contains("upstream: vllm") && said.contains("upstream: deepseek"), "\(said)")
    await gateway.stop()
  }

  @Test("a port that is taken is a sentence with host, port and what to do, and no usage")
  func takenPort() async throws {
    let folder = try folder("auth: required")
    defer { try? FileManager.default.removeItem(at: folder) }
    let gateway = try serve(folder)
    let port = try #require(try await gateway.address().split(separator: ":").last).description
    let said = try await Commands.refusal(["serve", "--port", port, "--db", "other.db"], in: folder)
    #expect(said.contains("another program listens on 127.0.0.1:\(port) already"), "\(said)")
    #expect(said.contains("--port"))
    #expect(!said.contains("Usage") && !said.contains("errno"), "\(said)")
    let unread = try await Commands.refusal(["serve", "--config", "none.yaml"], in: folder)
    #expect(unread.contains("'none.yaml' does not exist") && !unread.contains("Usage"), "\(unread)")
    await gateway.stop()
  }

  @Test(
    "init writes for its owner alone; a file with a key that others can read is named with the command that mends it")
  func readableSecrets() async throws {
    let folder = try TestFiles.newFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try await Commands.run(["init", "--with-policy"], in: folder)
    for name in ["steelyard.yaml", "policy.yaml"] {
      let path = folder.appending(path: name).path
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
      #expect(mode?.intValue == 0o600, "\(name)")
    }
    let again = try await Commands.refusal(["init"], in: folder)
    #expect(again.contains("--force") && !again.contains("Usage"), "\(again)")
    _ = try await Commands.run(["init", "--force"], in: folder)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["policy.yaml", "steelyard.yaml"])

    let file = folder.appending(path: "steelyard.yaml").path
    for (key, mode, isNamed) in [("key: x", 0o644, true), ("key: x", 0o600, false), ("key_env: HOME", 0o644, false)] {
      let text = "version: 1\ndiscover: false\nledger: {path: ledger.db}\nproviders: {openai: {\(key)}}\n"
      try Data(text.utf8).write(to: URL(filePath: file))
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
      let gateway = try serve(folder)
      _ = try await gateway.address()
      #expect(
        gateway.transcript.contains("chmod 600 'steelyard.yaml'") == isNamed, "\(key) \(mode) \(gateway.transcript)")
      #expect(!gateway.transcript.contains("chmod 600 'ledger"), "\(gateway.transcript)")
      await gateway.stop()
    }
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: folder.appending(path: "ledger.db").path)
    let gateway = try serve(folder)
    _ = try await gateway.address()
    #expect(
      gateway.transcript.contains("ledger.db', which belongs to the ledger; run: chmod 600"), "\(gateway.transcript)")
    await gateway.stop()
  }
}
