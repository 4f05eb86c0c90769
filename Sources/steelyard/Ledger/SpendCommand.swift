import ArgumentParser
import Audit
import Catalog
import Foundation
import Ledger

/// `steelyard spend`: what it has cost.
struct SpendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spend", abstract: "Sums what requests cost, exactly.",
    discussion: """
      'cost' sums the known costs. 'unknown' counts requests without a price, which are in no sum; 'estimated' those
      whose tokens no provider reported; 'interrupted' those that the end of the gateway's process cut off, charged at
      what they had come to with a margin, or at the most that they can have cost. By model, offer or provider, money
      counts where each attempt spent it. 'refused' includes requests that have no row of their own.

      --format focus writes the FinOps FOCUS 1.2 columns as CSV, a row for each day, offer, kind of token, use case, key
      and tenant, for tools that read cloud bills; focus-json writes the same as JSON.
      """)

  @OptionGroup var ledger: LedgerOption
  @Option(help: "use-case, model, offer, provider, tenant, day or key.") var by: Grouping = .useCase
  @Option(help: "From this UTC day or time on, such as 2026-11-01 or 2026-11-01T08:00Z.") var since: InstantArgument?
  @Option(help: "Before this UTC day or time.") var until: InstantArgument?
  @Option(help: "table, csv, json, focus or focus-json.") var format: Format = .table
  @Option(
    name: .customLong("with"),
    help: ArgumentHelp("For focus: a file of your own models, offers or prices; may be repeated.", valueName: "file"))
  var own: [String] = []

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, csv, json, focus
    case focusJSON = "focus-json"
  }

  enum Grouping: String, CaseIterable, ExpressibleByArgument {
    case useCase = "use-case"
    case model, offer, provider, tenant, day, key
  }

  func run() throws {
    if format == .focus || format == .focusJSON {
      let export = try FocusLedger(catalog: CatalogOptions.load(own: own)).export(
        try ledger.reader(), since: since?.instant, until: until?.instant)
      return try FocusOutput.print(export, json: format == .focusJSON)
    }
    let rows = try ledger.reader().spend(
      by: SpendGrouping(rawValue: by.rawValue) ?? .useCase, since: since?.instant, until: until?.instant)
    var table = TextTable([
      .init(by.rawValue.replacing("-", with: " ")), .init("requests", .right), .init("cost", .right),
      .init("prompt tokens", .right), .init("answer tokens", .right), .init("unknown", .right),
      .init("estimated", .right), .init("interrupted", .right), .init("refused", .right),
    ])
    for row in rows { table.add(cells(row)) }
    if format == .table, rows.count > 1 { table.add(cells(total(rows))) }
    print(table.render(OutputFormat(rawValue: format.rawValue) ?? .table), terminator: "")
    if rows.contains(where: \.isBeyondRange) {
      FileHandle.standardError.write(
        Data("a sum marked '≥' is beyond what can be counted: an upstream reported absurd numbers of tokens\n".utf8))
    }
  }

  private func cells(_ row: SpendRow) -> [String] {
    [
      row.group.isEmpty ? "–" : row.group, "\(row.requests)", (row.isBeyondRange ? "≥ " : "") + "\(row.cost)",
      "\(row.promptTokens)", "\(row.answerTokens)", "\(row.unknownCost)", "\(row.estimated)", "\(row.interrupted)",
      "\(row.refused)",
    ]
  }

  private func total(_ rows: [SpendRow]) -> SpendRow {
    var total = SpendRow(group: "all")
    for row in rows { total.add(row) }
    return total
  }
}
