import Foundation
import Testing

/// One run of a Python script of named checks, each of which becomes an expectation.
struct ScriptRun {
  let script: String
  let python: URL
  let arguments: [String]

  /// A run in the environment of a client.
  init(script: String, client: ClientEnvironment, arguments: [String]) {
    self.init(script: script, python: client.python, arguments: arguments)
  }

  /// A run by this Python.
  init(script: String, python: URL, arguments: [String]) {
    self.script = script
    self.python = python
    self.arguments = arguments
  }

  /// Runs the script to its end and records an issue for each check that failed; one that was skipped is printed.
  func expectAllChecksToPass(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let path = Locations.scripts.appending(path: script).path
    let process = try LaunchedProcess(
      script, python, ["-u", path] + arguments, directory: Locations.scripts)
    var passed = 0
    var failed = 0
    var skipped = 0
    var announced: Int?
    for await line in process.lines {
      if line.hasPrefix("ok ") {
        passed += 1
      } else if line.hasPrefix("FAIL ") {
        failed += 1
        Issue.record("\(script): \(line.dropFirst("FAIL ".count))", sourceLocation: sourceLocation)
      } else if line.hasPrefix("skip ") {
        skipped += 1
        print("\(script): skipped \(line.dropFirst("skip ".count))")
      } else if line.hasPrefix("done ") {
        announced = Int(line.dropFirst("done ".count))
      }
    }
    let status = await process.finish()
    #expect(
      announced == passed + failed + skipped && passed + failed > 0 && (status == 0) == (failed == 0),
      "\(script) did not run to its end (status \(status)):\n\(process.transcript)", sourceLocation: sourceLocation)
  }
}
