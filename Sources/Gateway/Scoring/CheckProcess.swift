import Dispatch
import Synchronization

/// Runs a program of the operator's with bytes on its standard input, within limits, and collects what it writes.
///
/// It and everything that it starts are one process group, which is killed when the program ends or its time is over.
/// It gets no environment but a path: the gateway's own holds providers' keys.
struct CheckProcess: Sendable {
  /// Why there is no output.
  enum Failure: Error, Hashable, CustomStringConvertible {
    case notStarted(String)
    case timedOut(milliseconds: Int64)
    case outputTooLong(bytes: Int)
    case exited(status: Int32)
    case signalled(Int32)

    var description: String {
      switch self {
      case .notStarted(let reason): "it could not be started: \(reason)"
      case .timedOut(let limit): "it did not end within \(limit) ms and was killed"
      case .outputTooLong(let limit): "it wrote more than \(limit) bytes"
      case .exited(let status): "it ended with status \(status)"
      case .signalled(let signal): "it was ended by signal \(signal)"
      }
    }
  }

  /// The program's path and its arguments.
  var arguments: [String]
  /// Milliseconds until it is killed.
  var timeLimit: Int64
  /// The most that it may write, bytes.
  var outputLimit = 64 << 10

  // Threads that wait for programs: none that serves or computes ever does.
  private static let queue = DispatchQueue(label: "steelyard.checks", attributes: .concurrent)

  /// Runs it and returns what it wrote to its standard output. A cancelled task kills it.
  func output(for input: [UInt8]) async throws(Failure) -> [UInt8] {
    let given = CheckProcessEnd()
    let process = self
    let result: Result<[UInt8], Failure> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        Self.queue.async { continuation.resume(returning: process.run(input, until: given)) }
      }
    } onCancel: {
      given.ask()
    }
    return try result.get()
  }

  private func run(_ input: [UInt8], until given: CheckProcessEnd) -> Result<[UInt8], Failure> {
    do throws(Failure) {
      var child = try ChildProcess.start(arguments)
      defer { child.end() }
      return .success(try converse(&child, input, until: given))
    } catch {
      return .failure(error)
    }
  }

  // Writes and reads what can be written and read until the program ends; what its own children still hold open is
  // not waited for.
  private func converse(
    _ child: inout ChildProcess, _ input: [UInt8], until given: CheckProcessEnd
  ) throws(Failure) -> [UInt8] {
    let clock = ContinuousClock()
    let deadline = clock.now + .milliseconds(timeLimit)
    var written = 0
    var output: [UInt8] = []
    while true {
      if written < input.count {
        guard let count = child.write(input[written...]) else {
          written = input.count
          continue
        }
        written += count
      }
      if written == input.count { child.closeInput() }
      let hasEnded = child.hasEnded
      child.read(into: &output, limit: outputLimit + 1)
      if output.count > outputLimit { throw .outputTooLong(bytes: outputLimit) }
      if hasEnded { break }
      if clock.now >= deadline || given.isAsked { throw .timedOut(milliseconds: timeLimit) }
      child.wait(milliseconds: 20)
    }
    switch child.end() {
    case .exited(0)?: return output
    case .exited(let status)?: throw .exited(status: status)
    case .signalled(let signal)?: throw .signalled(signal)
    case nil: throw .notStarted("its end was taken by somebody else")
    }
  }
}

/// Asks a program's thread to end it.
private final class CheckProcessEnd: Sendable {
  private let flag = Atomic<Bool>(false)

  var isAsked: Bool { flag.load(ordering: .relaxed) }

  func ask() { flag.store(true, ordering: .relaxed) }
}
