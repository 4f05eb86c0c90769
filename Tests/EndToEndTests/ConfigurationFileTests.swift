import Foundation
import Gateway
import TestFiles
import Testing

/// What steelyard.yaml can say, read as the commands read it.
@Suite("the configuration file")
struct ConfigurationFileTests {
  private func load(_ text: String) throws -> GatewayConfiguration {
    let folder = try TestFiles.newFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "steelyard.yaml")
    try Data("version: 1\n\(text)\n".utf8).write(to: file)
    return try GatewayConfiguration.load(path: file.path)
  }

  @Test("limits, times and names are read")
  func settings() throws {
    let configuration = try load(
      """
      hosts: [Gateway.Example.com, "[::1]"]
      limits: {body_budget_bytes: 100_000_000, requests_per_key: 0, pipelined: 7}
      timeouts: {client_write: 7s, first_token: 8s, budget_wait: 0, first_byte_with_fallback: 9s, idle_with_fallback: 1s}
      """)
    #expect(configuration.hosts == ["gateway.example.com", "[::1]"])
    #expect(configuration.limits.bodyBudgetBytes == 100_000_000)
    #expect(configuration.limits.requestsPerKey == 0)
    #expect(configuration.limits.pipelined == 7)
    #expect(configuration.timeouts.clientWrite == 7_000)
    #expect(configuration.timeouts.firstToken == 8_000)
    #expect(configuration.timeouts.budgetWait == 0)
    #expect(configuration.timeouts.firstByteWithFallback == 9_000)
    #expect(configuration.timeouts.idleWithFallback == 1_000)
  }

  @Test("a limit for attempts with a fallback only ever shortens the general one")
  func fallbackLimits() {
    var timeouts = GatewayConfiguration.Timeouts()
    #expect(timeouts.firstByte(hasFallback: true) == 30_000 && timeouts.firstByte(hasFallback: false) == 120_000)
    #expect(timeouts.idle(hasFallback: true) == 15_000 && timeouts.idle(hasFallback: false) == 60_000)
    timeouts.firstByte = 200
    timeouts.idleWithFallback = 0
    #expect(timeouts.firstByte(hasFallback: true) == 200)
    #expect(timeouts.idle(hasFallback: true) == 60_000)
    timeouts.firstByte = 0
    #expect(timeouts.firstByte(hasFallback: true) == 30_000 && timeouts.firstByte(hasFallback: false) == 0)
  }

  @Test(
    "a number that would overflow or bound nothing is refused at its place",
    arguments: [
      "timeouts: {total: 9223372036854775807ms}", "timeouts: {idle: 86400000h}", "timeouts: {idle: 25h}",
      "breaker: {cool_down: 9223372036854775807s}", "retries: {max_delay: 2562047788015h}", "timeouts: {idle: -1s}",
      "timeouts: {connect: 0}", "timeouts: {connect: 0s}", "timeouts: {connect: -5s}", "breaker: {cool_down: 0}",
      "timeouts: {drain: -1ms}", "retries: {base_delay: -1s}", "shadow: {call_limit: 0}", "limits: {pipelined: 0}",
      "limits: {body_budget_bytes: 9223372036854775807}",
      "limits: {body_bytes: 2048, body_budget_bytes: 1024}", "limits: {requests_per_key: -1}",
      "hosts: [\"http://example.com\"]", "hosts: [\"example.com:80\"]", "hosts: [\"*.example.com\"]", "hosts: [\"\"]",
    ])
  func bounds(text: String) {
    let error = #expect(throws: (any Error).self) { _ = try load(text) }
    #expect("\(error.map { "\($0)" } ?? "")".contains("steelyard.yaml:2:"), "\(String(describing: error))")
  }

  @Test("a longer body raises the budget of bodies that nobody set")
  func budgetFollows() throws {
    let limits = try load("limits: {body_bytes: 1073741824}").limits
    #expect(limits.bodyBudgetBytes == 1 << 30)
  }

  @Test("more places for requests are more for one key where nobody set its share")
  func placesFollow() throws {
    #expect(try load("limits: {body_bytes: 2048}").limits.requestsPerKey == 7_200)
    #expect(try load("limits: {concurrent_requests: 20000}").limits.requestsPerKey == 18_000)
    #expect(try load("limits: {concurrent_requests: 1}").limits.requestsPerKey == 1)
    #expect(try load("limits: {concurrent_requests: 20000, requests_per_key: 0}").limits.requestsPerKey == 0)
  }

  @Test("where 0 has no meaning it is refused with what to write instead")
  func zeros() {
    for text in ["timeouts: {connect: 0}", "breaker: {cool_down: 0}", "shadow: {call_limit: 0}"] {
      let error = #expect(throws: (any Error).self) { _ = try load(text) }
      let words = "\(error.map { "\($0)" } ?? "")"
      #expect(words.contains("'0' cannot be") && words.contains("5s"), "\(words)")
    }
  }

  @Test("every example in the file that 'steelyard init' writes is valid when it is uncommented, and shows the default")
  func examples() async throws {
    let folder = try TestFiles.newFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try await Commands.run(["init"], in: folder)
    let file = folder.appending(path: "steelyard.yaml")
    let written = try String(contentsOf: file, encoding: .utf8)
    let uncommented = written.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      // An example begins with a key in lower case; prose with a capital or in the middle of a sentence.
      line.firstMatch(of: /^# ( *[a-z_]+:.*)$/).map { String($0.1) } ?? String(line)
    }
    try Data(uncommented.joined(separator: "\n").utf8).write(to: file)
    try Data((EmbeddedFiles.text("policy.yaml") ?? "").utf8).write(to: folder.appending(path: "policy.yaml"))
    for name in ["my-models.yaml", "our-contract.yaml"] {
      try Data("version: 1\n".utf8).write(to: folder.appending(path: name))
    }
    let configuration = try GatewayConfiguration.load(path: file.path)
    #expect(configuration.limits == GatewayConfiguration.Limits())
    #expect(configuration.timeouts == GatewayConfiguration.Timeouts())
    #expect(configuration.providers.count == 5)
    #expect(configuration.shadow != nil)
    var compiled = configuration
    compiled.discovers = false
    compiled.tokenizers = []
    let snapshot = try await Snapshot.compile(compiled, environment: ["AZURE_API_KEY": "x"])
    #expect(snapshot.upstreams.map(\.provider).contains("azure"))
  }

  @Test("the option that the policy's comment teaches exists")
  func taughtOption() async throws {
    let folder = try TestFiles.newFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = EmbeddedFiles.text("policy.yaml") ?? ""
    let taught = text.matches(of: /steelyard keys create (--[a-z-]+)/).map { String($0.1) }
    let help = try await Commands.run(["keys", "create", "--help"], in: folder)
    #expect(!taught.isEmpty)
    for option in taught { #expect(help.contains("\(option) "), "\(option)") }
  }
}
