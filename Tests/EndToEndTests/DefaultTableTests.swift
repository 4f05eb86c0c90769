import Foundation
import Testing

@Suite("The default policy, row by row", .serialized)
struct DefaultTableTests {
  @Test(
    "each use case is served by a model of the class that its row names",
    .enabled(if: ClientEnvironment.openai.isInstalled, "\(ClientEnvironment.openai.whatToDo)"),
    .timeLimit(.minutes(20)))
  func rows() async throws {
    let bed = try await TestBed.make()
    let listing = try await Commands.run(["catalog", "list", "--format", "json"], in: bed.directory)
    try Data(listing.utf8).write(to: bed.directory.appending(path: "catalog.json"))
    try await bed.withSimulator { simulator in
      let upstreams = ["openai", "deepseek", "deepinfra", "fireworks", "together"].map {
        Upstream(provider: $0, baseURL: "\(simulator)/v1", dialect: "openai")
      }
      let claude = Upstream(provider: "anthropic", baseURL: "\(simulator)/v1", dialect: "anthropic")
      try await bed.withGateway(upstreams: upstreams + [claude]) { gateway in
        try await ScriptRun(
          script: "default_table.py", client: .openai,
          arguments: ["--gateway", gateway, "--key", bed.key, "--directory", bed.directory.path]
        ).expectAllChecksToPass()
      }
    }
  }
}
