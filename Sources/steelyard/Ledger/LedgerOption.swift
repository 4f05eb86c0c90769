import ArgumentParser
import Gateway
import Ledger

/// Which ledger a command works on.
struct LedgerOption: ParsableArguments {
  @Option(help: "Ledger file (default: STEELYARD_DB, else steelyard.db in the user's data folder).") var db: String?

  /// The path of the file.
  var path: String { DatabaseLocation.resolve(db) }

  /// Opens it to read, beside a running gateway or without one.
  func reader() throws -> LedgerReader { try Ledger.openReader(path: path) }
}
