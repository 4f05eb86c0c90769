import Foundation
import Synchronization

/// A child process whose output is read line by line while it runs.
final class LaunchedProcess: Sendable {
  /// What the process wrote, standard output and errors mixed, and how it ended.
  private struct State {
    var transcript: [String] = []
    var status: Int32?
  }

  let name: String
  /// The lines of the output as they come; ends when the process has closed it. For one reader.
  let lines: AsyncStream<String>
  private let process: Process
  private let state: Mutex<State>

  /// Starts the program; `environment` is added to the present one, from which provider keys are removed.
  init(
    _ name: String, _ executable: URL, _ arguments: [String], environment: [String: String] = [:], directory: URL
  ) throws {
    self.name = name
    state = Mutex(State())
    process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.environment = ProcessInfo.processInfo.environment
      .filter { !$0.key.hasSuffix("_API_KEY") }
      .merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    let (lines, continuation) = AsyncStream.makeStream(of: String.self)
    self.lines = lines
    try Self.runUnblocked(process)
    Thread.detachNewThread { [self] in
      read(from: output.fileHandleForReading, into: continuation)
    }
  }

  /// Everything that the process wrote so far.
  var transcript: String {
    state.withLock { $0.transcript.joined(separator: "\n") }
  }

  /// Reads on until a line says where the server listens, such as `listening on http://127.0.0.1:8080`.
  func address() async throws -> String {
    for await line in lines {
      if let match = line.firstMatch(of: /\bon (https?:\/\/[0-9.]+:[0-9]+)/) {
        return String(match.1)
      }
    }
    throw ProcessFailure("\(name) ended without saying where it listens. It said:\n\(transcript)")
  }

  /// Reads to the end of the output and answers the exit status.
  func finish() async -> Int32 {
    for await _ in lines {}
    return state.withLock { $0.status ?? -1 }
  }

  /// Asks the process to end, insists after ten seconds, and waits until it has.
  func stop() async {
    if process.isRunning {
      process.terminate()
      DispatchQueue.global().asyncAfter(deadline: .now() + 10) { [process] in
        if process.isRunning {
          kill(process.processIdentifier, SIGKILL)
        }
      }
    }
    _ = await finish()
  }

  /// Starts the process with no signal blocked: the threads of the concurrency runtime block most of them, a child
  /// inherits that, and could then not be asked to end.
  private static func runUnblocked(_ process: Process) throws {
    var none = sigset_t()
    var previous = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &previous)
    defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
    try process.run()
  }

  /// Runs on a thread of its own, because reading a pipe blocks.
  private func read(from handle: FileHandle, into continuation: AsyncStream<String>.Continuation) {
    var pending: [UInt8] = []
    func emit(_ bytes: some Collection<UInt8>) {
      let line = String(decoding: bytes, as: UTF8.self)
      state.withLock { $0.transcript.append(line) }
      continuation.yield(line)
    }
    while case let data = handle.availableData, !data.isEmpty {
      pending += data
      var lines = pending.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      pending = Array(lines.removeLast())
      for line in lines {
        emit(line)
      }
    }
    if !pending.isEmpty {
      emit(pending)
    }
    process.waitUntilExit()
    state.withLock { $0.status = process.terminationStatus }
    continuation.finish()
  }
}

/// A process that did not do what the tests rely on, with what it said.
struct ProcessFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
