import Foundation
import Testing

/// One run of a Python script of named checks, each of which becomes an expectation.
struct ScriptRun {
  let script: String
  let client: ClientEnvironment
  let arguments: [String]

  /// Runs the script to its end and records an issue for each check that failed.
  func expectAllChecksToPass(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let path = Locations.scripts.appending(path: script).path
    let process = try LaunchedProcess(
      script, client.python, ["-u", path] + arguments, directory: Locations.scripts)
    var passed = 0
    var failed = 0
    var announced: Int?
    for await line in process.lines {
      if line.hasPrefix("ok ") {
        passed += 1
      } else if line.hasPrefix("FAIL ") {
        failed += 1
        Issue.record("\(script): \(line.dropFirst("FAIL ".count))", sourceLocation: sourceLocation)
      } else if line.hasPrefix("done ") {
        announced = Int(line.dropFirst("done ".count))
      }
    }
    let status = await process.finish()
    #expect(
      announced == passed + failed && passed + failed > 0 && (status == 0) == (failed == 0),
      "\(script) did not run to its end (status \(status)):\n\(process.transcript)", sourceLocation: sourceLocation)
  }
}
