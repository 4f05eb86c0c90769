import Foundation
import Testing

@Suite("Upstreams behind TLS", .serialized)
struct SecureUpstreamTests {
  /// A certificate that must not be trusted, and the authority that the configuration names.
  struct Impostor: CustomTestStringConvertible, Sendable {
    let certificate: String
    let authority: String
    let testDescription: String
  }

  static let impostors = [
    Impostor(certificate: "wrong-name", authority: "ca.pem", testDescription: "a certificate for another host"),
    Impostor(certificate: "good", authority: "other-ca.pem", testDescription: "a certificate of another authority"),
    Impostor(certificate: "expired", authority: "ca.pem", testDescription: "an expired certificate"),
  ]

  @Test(
    "a certificate of the configured authority is accepted",
    .enabled(if: ClientEnvironment.openai.isInstalled, "\(ClientEnvironment.openai.whatToDo)"),
    .timeLimit(.minutes(20)))
  func trusted() async throws {
    try await run("tls_upstream.py", certificate: "good", authority: "ca.pem")
  }

  @Test(
    "a certificate that cannot be verified is refused with an error that says so",
    .enabled(if: ClientEnvironment.openai.isInstalled, "\(ClientEnvironment.openai.whatToDo)"),
    .timeLimit(.minutes(20)), arguments: impostors)
  func refused(_ impostor: Impostor) async throws {
    try await run("tls_refused.py", certificate: impostor.certificate, authority: impostor.authority)
  }

  private func run(_ script: String, certificate: String, authority: String) async throws {
    let bed = try await TestBed.make()
    try await bed.makeCertificates()
    try await bed.withScriptedUpstream(certificate: certificate) { upstream in
      let provider = Upstream(
        provider: "openai", baseURL: "\(upstream)/v1", dialect: "openai",
        certificateAuthority: bed.directory.appending(path: authority).path)
      try await bed.withGateway(upstreams: [provider]) { gateway in
        try await ScriptRun(
          script: script, client: .openai,
          arguments: ["--gateway", gateway, "--key", bed.key, "--model", ServedModels.openAI]
        ).expectAllChecksToPass()
      }
    }
  }
}
