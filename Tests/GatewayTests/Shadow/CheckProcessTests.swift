import Foundation
import TestFiles
import Testing

@testable import Gateway

@Suite("Programs of the operator's that check answers")
struct CheckProcessTests {
  private func run(_ script: String, input: String = "", limit: Int64 = 600_000, outputLimit: Int = 64 << 10)
    async throws
    -> String
  {
    let run = CheckProcess(arguments: ["/bin/sh", "-c", script], timeLimit: limit, outputLimit: outputLimit)
    return String(decoding: try await run.output(for: Array(input.utf8)), as: UTF8.self)
  }

  @Test("a program reads its standard input to the end and answers on its standard output")
  func echoes() async throws {
    let long = String(repeating: "x", count: 300_000)
    #expect(try await run("wc -c | tr -d ' \\n'", input: long) == "300000")
  }

  @Test("a program that does not read its input still answers")
  func deaf() async throws {
    #expect(try await run("echo yes", input: String(repeating: "x", count: 2_000_000)) == "yes\n")
  }

  @Test("one that hangs is killed with everything that it has started")
  func hangs() async throws {
    let mark = TestFiles.path().path
    await #expect(throws: CheckProcess.Failure.timedOut(milliseconds: 300)) {
      _ = try await run("(sleep 60; touch \(mark)) & echo $! > \(mark).pid; sleep 60", limit: 300)
    }
    let pid = try #require(Int32(try String(contentsOfFile: mark + ".pid", encoding: .utf8).filter(\.isNumber)))
    // The process is gone, or a zombie that nobody has collected yet.
    while kill(pid, 0) == 0, !isZombie(pid) { try await Task.sleep(for: .milliseconds(2)) }
  }

  private func isZombie(_ pid: Int32) -> Bool {
    ((try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ") Z").contains(") Z")
  }

  @Test("one that ends but leaves a child with its output open has ended, and so has the child")
  func leavesChild() async throws {
    let output = try await run("sleep 60 & echo $!")
    let pid = try #require(Int32(output.filter(\.isNumber)))
    while kill(pid, 0) == 0, !isZombie(pid) { try await Task.sleep(for: .milliseconds(2)) }
  }

  @Test("one that crashes, one that is missing and one that writes too much are told apart")
  func failures() async throws {
    await #expect(throws: CheckProcess.Failure.exited(status: 3)) { _ = try await run("exit 3") }
    await #expect(throws: CheckProcess.Failure.signalled(9)) { _ = try await run("kill -9 $$") }
    await #expect(throws: CheckProcess.Failure.outputTooLong(bytes: 1_000)) {
      _ = try await run("yes", outputLimit: 1_000)
    }
    await #expect {
      _ = try await CheckProcess(arguments: ["/nowhere/check"], timeLimit: 1_000).output(for: [])
    } throws: { error in
      if case .notStarted? = error as? CheckProcess.Failure { true } else { false }
    }
  }

  @Test("a cancelled task ends it at once")
  func cancelled() async throws {
    let task = Task { try await run("sleep 60", limit: 60_000) }
    task.cancel()
    await #expect(throws: CheckProcess.Failure.self) { _ = try await task.value }
  }

  @Test("it has no descriptors but its three")
  func descriptors() async throws {
    #expect(try await run("ls /proc/self/fd | wc -l | tr -d ' \\n'") == "4")
  }

  @Test("it does not see the gateway's environment, which holds providers' keys")
  func environment() async throws {
    setenv("STEELYARD_TEST_SECRET", "secret", 1)
    #expect(try await run("env").contains("STEELYARD_TEST_SECRET") == false)
  }
}
