import ArgumentParser
import Ledger

/// `steelyard keys list`: all keys, without their secrets.
struct KeysListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the keys, oldest first.")

  @OptionGroup var ledger: LedgerOption
  @Option(help: "table, csv or json.") var format: OutputFormat = .table

  func run() throws {
    var table = TextTable([
      .init("id"), .init("tenant"), .init("name"), .init("use case"), .init("data class"), .init("cap/day", .right),
      .init("cap/month", .right), .init("cap total", .right), .init("created"), .init("revoked"),
    ])
    for key in try ledger.reader().keys() {
      table.add([
        key.id, key.tenant, key.name ?? "", key.useCase ?? "", key.dataClass ?? "",
        key.caps.day.map { "\($0)" } ?? "", key.caps.month.map { "\($0)" } ?? "",
        key.caps.total.map { "\($0)" } ?? "", "\(key.createdAt)", key.revokedAt.map { "\($0)" } ?? "",
      ])
    }
    print(table.render(format), terminator: "")
  }
}
