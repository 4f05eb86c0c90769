import Foundation
import Testing

@Suite("An upstream that none of us wrote", .serialized)
struct ForeignUpstreamTests {
  @Test(
    "a llama.cpp server with a model of random weights serves chat, streams, log probabilities and embeddings",
    .enabled(if: ClientEnvironment.llama.isInstalled, "\(ClientEnvironment.llama.whatToDo)"),
    .enabled(if: ClientEnvironment.openai.isInstalled, "\(ClientEnvironment.openai.whatToDo)"),
    .timeLimit(.minutes(20)))
  func llamaServer() async throws {
    let bed = try await TestBed.make()
    let model = bed.directory.appending(path: "tiny.gguf")
    let writer = try LaunchedProcess(
      "make_model.py", ClientEnvironment.llama.python,
      [Locations.scripts.appending(path: "make_model.py").path, model.path], directory: bed.directory)
    #expect(await writer.finish() == 0, "\(writer.transcript)")

    let catalog = bed.directory.appending(path: "own.yaml")
    try Data(Self.catalog.utf8).write(to: catalog)
    let server = try LaunchedProcess(
      "llama_server", ClientEnvironment.llama.python,
      ["-u", Locations.scripts.appending(path: "llama_process.py").path, model.path], directory: bed.directory)
    try await bed.withServer(server) { llama in
      let upstreams = [Upstream(provider: "own", baseURL: "\(llama)/v1", dialect: "openai")]
      try await bed.withGateway(upstreams: upstreams, settings: "catalog: [\"\(catalog.path)\"]") { gateway in
        try await ScriptRun(
          script: "llama_server.py", client: .openai,
          arguments: [
            "--gateway", gateway, "--key", bed.key, "--model", "tiny-random", "--embedding-model", "tiny-vectors",
          ]
        ).expectAllChecksToPass()
      }
    }
  }

  /// What a user writes to add a machine of their own.
  private static let catalog = """
    version: 1
    defaults: {source: our own machine, as_of: 2026-11-20}
    providers:
      - {id: own, name: Our own machine, seat: self, region: self, dialect: openai, base_url: "http://127.0.0.1:1/v1"}
    models:
      - {id: own/tiny-random, name: Tiny random, lab: Nobody, origin: DE, weights: open, licence: Apache-2.0, \
    tier: mid, context: 2048, max_output: 512, capabilities: [logprobs, structured_output]}
      - {id: own/tiny-vectors, name: Tiny vectors, lab: Nobody, origin: DE, weights: open, licence: Apache-2.0, \
    tier: mid, context: 2048, capabilities: [embeddings]}
    offers:
      - {model: own/tiny-random, provider: own, input: 0, output: 0}
      - {model: own/tiny-vectors, provider: own, input: 0, output: 0}
    """
}
