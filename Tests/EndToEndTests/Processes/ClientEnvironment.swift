import Foundation
import Testing

/// A Python virtual environment with one client, as `make setup-clients` installs it.
enum ClientEnvironment: String, CaseIterable {
  case openai, anthropic, duckdb, llama

  var python: URL {
    Locations.package.appending(path: ".venv-\(rawValue)/bin/python")
  }

  var isInstalled: Bool {
    FileManager.default.isExecutableFile(atPath: python.path)
  }

  /// What a skipped test says.
  var whatToDo: String {
    "needs the Python environment .venv-\(rawValue): run 'make setup-clients'"
  }
}

/// The Python of this machine, for scripts that need nothing but its standard library.
enum SystemPython {
  /// The first `python3` on the search path; nil where there is none.
  static let executable: URL? = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    return path.split(separator: ":").map { URL(fileURLWithPath: String($0)).appending(path: "python3") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  /// What a skipped test says.
  static let whatToDo: Comment = "needs python3 on the search path: run 'make setup-system'"
}
