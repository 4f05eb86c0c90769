import Foundation
import Testing

@Suite("Bytes on a same-dialect route")
struct ByteFidelityTests {
  @Test(
    "a body reaches the upstream as it was sent, but for the model's name, and the reply comes back unchanged",
    .enabled(if: ClientEnvironment.openai.isInstalled, "\(ClientEnvironment.openai.whatToDo)"),
    .timeLimit(.minutes(20)))
  func bytes() async throws {
    let bed = try await TestBed.make()
    try await bed.withScriptedUpstream { upstream in
      let provider = Upstream(provider: "openai", baseURL: "\(upstream)/v1", dialect: "openai")
      try await bed.withGateway(upstreams: [provider]) { gateway in
        try await ScriptRun(
          script: "byte_for_byte.py", client: .openai,
          arguments: [
            "--gateway", gateway, "--simulator", upstream, "--key", bed.key, "--model", ServedModels.openAI,
            "--directory", bed.directory.path,
          ]
        ).expectAllChecksToPass()
      }
    }
  }
}
