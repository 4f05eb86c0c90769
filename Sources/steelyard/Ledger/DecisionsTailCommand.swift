import ArgumentParser
import Catalog
import Foundation
import Ledger

/// `steelyard decisions tail`: the latest requests, and those to come.
struct DecisionsTailCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tail", abstract: "Lists the latest requests, the newest last.")

  @OptionGroup var ledger: LedgerOption
  @Option(name: .shortAndLong, help: "How many.") var number = 20
  @Flag(name: .shortAndLong, help: "Go on with new ones as they are recorded.") var follow = false
  @Option(help: "table, csv or json.") var format: OutputFormat = .table

  func validate() throws {
    guard number >= 0 else { throw ValidationError("-n \(number): a count cannot be negative") }
    if follow, format == .json { throw ValidationError("--follow prints table or csv: a JSON list has no end") }
  }

  func run() throws {
    let reader = try ledger.reader()
    // Following needs a last row to go on from, even when none is to be shown.
    var rows = try reader.decisions(last: follow ? max(1, number) : number)
    var last = rows.last?.draft.id
    write(number == 0 ? [] : rows, withHeading: true)
    if format == .table, let first = rows.first { try writeRefusals(reader, since: first.draft.startedAt) }
    while follow {
      Thread.sleep(forTimeInterval: 0.5)
      rows = try last.map { try reader.decisions(after: $0, last: 1000) } ?? reader.decisions(last: 1000)
      guard !rows.isEmpty else { continue }
      last = rows.last?.draft.id
      write(rows, withHeading: false)
    }
  }

  private func write(_ rows: [DecisionRecord], withHeading: Bool) {
    var table = TextTable([
      .init("decision"), .init("started"), .init("tenant"), .init("use case"), .init("stakes"), .init("status"),
      .init("http", .right), .init("offer"), .init("cost", .right), .init("tokens in", .right),
      .init("out", .right), .init("ms", .right), .init("gate"),
    ])
    for row in rows { table.add(cells(row)) }
    let text = table.render(format)
    let lines = text.split(separator: format == .csv ? "\r\n" : "\n", omittingEmptySubsequences: true)
    guard !withHeading else { return FileHandle.standardOutput.write(Data(text.utf8)) }
    for line in lines.dropFirst(format == .csv ? 1 : 2) { Terminal.line(String(line)) }
  }

  // Those that have no row are told beside the rows, so that nobody takes the list for all that was asked.
  private func writeRefusals(_ reader: LedgerReader, since start: Timestamp) throws {
    // The minute of the first row counts whole.
    let minute = Timestamp(milliseconds: start.milliseconds / 60_000 * 60_000)
    var sums: [String: Int] = [:]
    for refusal in try reader.refusals(since: minute) {
      let parts = [refusal.status.rawValue, refusal.code, refusal.keyID.map { "key \($0)" } ?? ""]
      let kind = parts.filter { !$0.isEmpty }.joined(separator: " ")
      sums[kind] = (sums[kind] ?? 0).addingReportingOverflow(refusal.count).partialValue
    }
    for (kind, count) in sums.sorted(by: { $0.key < $1.key }) {
      Terminal.line("beside these, refused and only counted: \(count) × \(kind)")
    }
  }

  private func gate(_ draft: DecisionDraft) -> String {
    guard let gate = draft.gate else { return "" }
    guard let evidence = draft.evidence else { return "\(gate) closed" }
    guard draft.lot != nil, let chance = draft.propensity else { return "\(gate) open #\(evidence)" }
    return "\(gate) open #\(evidence), by lot of \(FigureText.share(Double(chance) / 1e6))"
  }

  private func cells(_ row: DecisionRecord) -> [String] {
    let outcome = row.outcome
    return [
      "\(row.draft.id)", "\(row.draft.startedAt)", row.draft.tenant ?? "", row.draft.useCase, row.draft.stakes,
      outcome.status.rawValue, "\(outcome.httpStatus)", outcome.servedOffer ?? "",
      outcome.cost.map { "\($0)" } ?? "unknown", outcome.usage.map { "\($0.prompt)" } ?? "",
      outcome.usage.map { "\($0.completion)" } ?? "", "\(outcome.duration)", gate(row.draft),
    ]
  }
}
