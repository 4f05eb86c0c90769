import Foundation

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
