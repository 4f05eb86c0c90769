import Foundation

/// The commands of `steelyard` that tests run to their end.
enum Commands {
  /// Runs a command and answers what it printed; a status other than 0 is an error with all it said.
  static func run(_ arguments: [String], in directory: URL) async throws -> String {
    let process = try LaunchedProcess(
      "steelyard \(arguments.prefix(2).joined(separator: " "))", Locations.steelyard, arguments, directory: directory)
    let status = await process.finish()
    guard status == 0 else {
      throw ProcessFailure("\(process.name) ended with status \(status):\n\(process.transcript)")
    }
    return process.transcript
  }

  /// Runs a command that must be refused and answers what it said.
  static func refusal(_ arguments: [String], in directory: URL) async throws -> String {
    let process = try LaunchedProcess(
      "steelyard \(arguments.prefix(2).joined(separator: " "))", Locations.steelyard, arguments, directory: directory)
    let status = await process.finish()
    guard status != 0 else { throw ProcessFailure("\(process.name) was not refused:\n\(process.transcript)") }
    return process.transcript
  }

  /// Creates a key in the directory's ledger and answers it.
  static func createKey(in directory: URL, _ arguments: String...) async throws -> String {
    let output = try await run(
      ["keys", "create", "--db", directory.appending(path: "ledger.db").path] + arguments, in: directory)
    guard let key = output.firstMatch(of: /sk-steelyard-[A-Za-z0-9_-]+/) else {
      throw ProcessFailure("'steelyard keys create' printed no key:\n\(output)")
    }
    return String(key.output)
  }

  /// Revokes a key of the directory's ledger.
  static func revoke(_ key: String, in directory: URL) async throws {
    let identifier = key.dropFirst("sk-steelyard-".count).prefix { $0 != "-" }
    _ = try await run(
      ["keys", "revoke", "--db", directory.appending(path: "ledger.db").path, String(identifier)], in: directory)
  }
}
