import Foundation
import Testing

@Suite("Gates held to a truth that is known")
struct EvidenceBenchTests {
  @Test("equal challengers open through a whole gateway, worse ones never, and every row can be recomputed")
  func trial() async throws {
    let directory = FileManager.default.temporaryDirectory
    let page = directory.appending(path: "\(UUID().uuidString).md")
    defer { try? FileManager.default.removeItem(at: page) }
    let text = try await Commands.run(
      [
        "bench", "evidence", "--runs", "0", "--use-cases", "4", "--drifting", "0", "--margin", "0.16", "--markdown",
        page.path,
      ], in: directory)
    #expect(text.contains("| judge | equal | 0.50 | 0.00 | 1 of 1"), "\(text)")
    #expect(text.contains("| judge | worse | 0.50 | −0.32 | 0 of 1"), "\(text)")
    #expect(text.contains("| check | equal | 0.52 | 0.00 | 1 of 1"), "\(text)")
    #expect(text.contains("| check | worse | 0.52 | −0.32 | 0 of 1"), "\(text)")
    #expect(text.contains("by the side that its gate did not allow: 0."), "\(text)")
    #expect(text.contains("of 4 gates were recomputed; rows that do not follow: 0."), "\(text)")
    let written = try String(contentsOf: page, encoding: .utf8)
    #expect(written.hasPrefix("## Through the real gateway"))
    #expect(written.split(separator: "\n").allSatisfy { text.contains($0) })
  }

  @Test(
    "what cannot be run is refused with what is allowed",
    arguments: [
      (["--use-cases", "2"], "between 4 and 1000"), (["--runs", "3"], "between 20 and 100000"),
      (["--margin", "0.5"], "between 0.05 and 0.16"), (["--drifting", "500"], "--use-cases, 200"),
      (["--runs", "0", "--use-cases", "0", "--drifting", "0"], "nothing to do"),
    ])
  func refusals(_ arguments: [String], _ expected: String) async throws {
    let text = try await Commands.refusal(
      ["bench", "evidence"] + arguments, in: FileManager.default.temporaryDirectory)
    #expect(text.contains(expected), "\(text)")
  }
}
