import Foundation

extension TestBed {
  /// Makes certificate authorities and server certificates in the directory.
  func makeCertificates() async throws {
    let process = try LaunchedProcess(
      "certificates.py", ClientEnvironment.openai.python,
      [Locations.scripts.appending(path: "certificates.py").path, directory.path], directory: directory)
    guard await process.finish() == 0 else {
      throw ProcessFailure("the certificates could not be made:\n\(process.transcript)")
    }
  }

  /// Runs the body with an upstream that says one fixed thing and keeps what it receives, and stops it afterwards.
  func withScriptedUpstream<Result>(
    certificate: String? = nil, _ body: (_ address: String) async throws -> Result
  ) async throws -> Result {
    let script = Locations.scripts.appending(path: "scripted_upstream.py").path
    let process = try LaunchedProcess(
      "scripted_upstream.py", ClientEnvironment.openai.python,
      [script, directory.path] + (certificate.map { [$0] } ?? []),
      directory: directory)
    return try await withServer(process, body)
  }
}
