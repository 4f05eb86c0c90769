import Foundation
import Testing

@Suite("A gateway among hostile clients and upstreams", .serialized)
struct HostileTests {
  /// A script that starts gateways of its own and holds them to what they promise.
  struct Script: CustomTestStringConvertible, Sendable {
    let name: String
    let testDescription: String
  }

  static let scripts = [
    Script(name: "hostile_requests.py", testDescription: "malformed and odd requests, whole and in pieces"),
    Script(name: "hostile_upstream.py", testDescription: "upstreams that lie, stall, break off or never end"),
    Script(name: "slow_clients.py", testDescription: "clients that are slow or do not read"),
    Script(name: "doors.py", testDescription: "who is let in, and what is said to whom"),
    Script(name: "restart.py", testDescription: "a new process that takes the place of the one that serves"),
  ]

  @Test(
    "nothing outside kills, fills, blocks or misleads it",
    .enabled(if: SystemPython.executable != nil, SystemPython.whatToDo),
    .timeLimit(.minutes(20)), arguments: scripts)
  func holds(_ script: Script) async throws {
    let python = try #require(SystemPython.executable)
    try await ScriptRun(
      script: script.name, python: python, arguments: ["--steelyard", Locations.steelyard.path]
    ).expectAllChecksToPass()
  }
}
