import Foundation
import TestFiles

/// Where the tests find what they run.
enum Locations {
  /// The root of the package.
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The Python scripts that use the real clients.
  static let scripts = package.appending(path: "Tests/EndToEnd")

  /// The executable from the same build as these tests; STEELYARD_EXECUTABLE names another.
  static let steelyard: URL = {
    if let named = ProcessInfo.processInfo.environment["STEELYARD_EXECUTABLE"] {
      return URL(fileURLWithPath: named)
    }
    let testBundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let candidates = [testBundle, URL(fileURLWithPath: CommandLine.arguments.first ?? "")]
      .map { $0.deletingLastPathComponent().appending(path: "steelyard") }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
      ?? package.appending(path: ".build/debug/steelyard")
  }()

  /// A new directory for the files of one test.
  static func temporaryDirectory() throws -> URL { try TestFiles.newFolder() }
}
