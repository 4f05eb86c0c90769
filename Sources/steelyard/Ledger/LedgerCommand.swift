import ArgumentParser

/// `steelyard ledger`: the ledger's file itself.
struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "Copies the ledger.", subcommands: [LedgerBackupCommand.self])
}
