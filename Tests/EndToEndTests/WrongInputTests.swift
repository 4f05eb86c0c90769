import Foundation
import Testing

/// What somebody is told who asks for what cannot be.
@Suite("wrong input on the command line")
struct WrongInputTests {
  private func said(_ arguments: [String], in folder: URL) async throws -> (status: Int32, text: String) {
    let process = try LaunchedProcess("steelyard", Locations.steelyard, arguments, directory: folder)
    return (await process.finish(), process.transcript)
  }

  @Test("a command that there is not is told with the nearest one")
  func command() async throws {
    let (status, text) = try await said(["spen"], in: Locations.temporaryDirectory())
    #expect(status == 64)
    #expect(text.contains("there is no command 'spen' (did you mean 'spend'?)") && text.contains("replay"), "\(text)")
  }

  @Test("a folder in place of a ledger is told as one")
  func folderAsLedger() async throws {
    let folder = try Locations.temporaryDirectory()
    let (status, text) = try await said(["spend", "--db", folder.path], in: folder)
    #expect(status == 1 && text.contains("is a folder; name the ledger's file"), "\(text)")
  }

  @Test("a key for a use case that the policy does not have is made with a warning, and one that it has without")
  func unknownUseCase() async throws {
    let folder = try Locations.temporaryDirectory()
    let create = ["keys", "create", "--db", "ledger.db", "--tenant", "acme", "--use-case"]
    let (status, text) = try await said(create + ["crn"], in: folder)
    #expect(status == 0)
    #expect(text.contains("warning: policy.yaml"), "\(text)")
    #expect(text.contains("no use case 'crn' (did you mean 'crm'?)"), "\(text)")
    #expect(try await !said(create + ["crm"], in: folder).text.contains("warning"))
  }

  @Test("prices that are no numbers are told at their place, with how to write one")
  func prices() async throws {
    let folder = try Locations.temporaryDirectory()
    let text = """
      version: 1
      defaults: {source: made up for a test, as_of: 2026-11-20}
      offers:
        - {model: openai/gpt-4.1, provider: openai, input: 99999999999999999999, output: 1e30}

      """
    try Data(text.utf8).write(to: folder.appending(path: "big.yaml"))
    let (status, words) = try await said(["catalog", "check", "--with", "big.yaml"], in: folder)
    #expect(status != 0)
    for place in ["big.yaml:4:54", "big.yaml:4:84"] { #expect(words.contains(place), "\(words)") }
    #expect(words.contains("at most 18 digits and a point"), "\(words)")
  }
}
