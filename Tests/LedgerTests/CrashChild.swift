import Foundation

/// A process of `LedgerCrashChild`, and the lines that it says.
struct CrashChild {
  private let process = Process()
  private let output = Pipe()
  private let input = Pipe()
  private var rest = Data()

  /// With `descriptor` as its standard input, if one is given.
  init(_ arguments: [String], descriptor: Int32? = nil) throws {
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "LedgerCrashChild")
    process.arguments = arguments
    process.standardOutput = output
    if let descriptor {
      process.standardInput = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
    } else {
      process.standardInput = input
    }
    try process.run()
  }

  /// The next line that it says; nil when it says nothing more.
  mutating func line() -> String? {
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        defer { rest = Data(rest[(end + 1)...]) }
        return String(decoding: rest[..<end], as: UTF8.self)
      }
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { return nil }
      rest += data
    }
  }

  /// `kill -9`.
  func kill() { _ = Foundation.kill(process.processIdentifier, SIGKILL) }

  /// Ends its input, and waits until it has ended.
  func finish() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  func wait() { process.waitUntilExit() }

  var wasKilled: Bool { process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL }
}
