import ArgumentParser
import Catalog
import Evidence
import Gateway
import Ledger

/// `steelyard gate list`: how every gate stands.
struct GateListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists every gate of the policy and of the ledger, with its evidence.",
    discussion: """
      Pairs are counted as lost / half lost / tied / half won / won by the challenger. A gate opens when ln E reaches its
      threshold; 'at least' is the least mean difference that the pairs leave, to be compared with minus the margin.
      """)

  @OptionGroup var options: GateOptions
  @Flag(help: "Also gates of earlier versions, and gates that the policy has no more.") var all = false
  @Option(help: "The false discovery rate at which gathering gates are looked at together.") var fdr = 0.05
  @Option(help: "table, csv, json or html.") var format = ReportFormat.table

  func validate() throws {
    guard fdr > 0, fdr < 1 else { throw ValidationError("--fdr \(fdr) is not between 0 and 1; 0.05 is usual") }
  }

  func run() async throws {
    let (register, snapshot) = try await options.register()
    let shown = register.entries.filter { all || $0.gate != nil }
    let readings = try shown.map { try GateReading($0, store: register.store) }
    let gathering = readings.filter(\.isGathering)
    let together = Multiplicity.eBH(logE: gathering.map { $0.gate?.basis.logENotWorse ?? 0 }, alpha: fdr)
    let held = Set(together.map { gathering[$0].terms.id })
    let spend = Dictionary(grouping: try register.store?.spend() ?? [], by: \.gate)
    let rows = readings.map { row($0, held: held, spend: spend) }
    let hidden = register.entries.count - shown.count
    let path = try options.ledger.path()
    let report = CommandReport(
      title: "Gates", lead: Self.lead(readings),
      sections: [
        .init(
          heading: GateText.count(readings.count, "gate"), key: "gates", tables: rows.isEmpty ? [] : tables(rows),
          notes: notes(register, readings, gathering: gathering, held: held.count, hidden: hidden))
      ],
      footer: [
        "Policy: \(snapshot.configuration.policy.name). Ledger: \(register.store == nil ? "none at " : "")\(path)."
      ])
    print(report.text(format), terminator: "")
  }

  private static let columns: [TextTable.Column] = [
    .init("gate"), .init("id"), .init("state"), .init("since (UTC)"), .init("lost / ½ / tied / ½ / won", .right),
    .init("mean", .right), .init("at least", .right), .init("−margin", .right), .init("ln E", .right),
    .init("needs", .right), .init("e-BH"), .init("shadow cost", .right),
  ]

  /// All columns at once for programs; for people two tables that fit on a page, with the gate in front of each.
  private func tables(_ rows: [[String]]) -> [TextTable] {
    let parts: [[Int]] =
      format == .table || format == .html
      ? [[0, 1, 2, 3, 11], [0, 4, 5, 6, 7, 8, 9, 10]] : [Array(Self.columns.indices)]
    return parts.map { part in
      var table = TextTable(part.map { Self.columns[$0] })
      for row in rows { table.add(part.map { row[$0] }) }
      return table
    }
  }

  private static func lead(_ readings: [GateReading]) -> String {
    if readings.isEmpty { return "There are none: a policy names them under 'gates:'." }
    let open = readings.count { $0.gate?.isOpen == true }
    let gathering = readings.count(where: \.isGathering)
    return "\(open) open, \(gathering) gathering, \(readings.count - open - gathering) closed."
  }

  private func row(_ reading: GateReading, held: Set<String>, spend: [String: [ShadowSpendRow]]) -> [String] {
    let basis = reading.gate?.basis
    let margin = basis?.effectiveMargin ?? reading.terms.rules.margin
    let hasPairs = (basis?.pairs ?? 0) > 0
    return [
      reading.terms.name, reading.terms.key.shortID, reading.state, GateText.time(reading.since),
      reading.gate.map { GateText.five($0.tally.counts) } ?? "–",
      hasPairs ? GateText.signed(reading.gate?.tally.counts.mean) : "–", GateText.signed(reading.lowerBound),
      GateText.signed(-margin), hasPairs ? GateText.signed(basis?.logENotWorse, 2) : "–",
      GateText.number(basis?.logThresholdNotWorse, 2),
      reading.isGathering ? held.contains(reading.terms.id) ? "holds" : "no" : "",
      Self.cost(spend[reading.terms.id] ?? []),
    ]
  }

  /// The sum of what is known, and how many calls are not in it.
  static func cost(_ rows: [ShadowSpendRow]) -> String {
    let unknown = rows.reduce(0) { $0 + $1.unknown }
    let sum = rows.reduce(NanoDollars.zero) { $0 + $1.cost }
    return "\(sum)" + (unknown > 0 ? " + \(unknown) of unknown cost" : "")
  }

  private func notes(
    _ register: GateRegister, _ readings: [GateReading], gathering: [GateReading], held: Int, hidden: Int
  ) -> [String] {
    var notes: [String] = []
    if !gathering.isEmpty {
      notes.append(
        "Of the gates that gather, \(held) of \(gathering.count) hold together at a false discovery rate of \(GateText.plain(fdr)) "
          + "(e-BH, Wang and Ramdas 2022): among those that 'hold', the expected share that is not so is at most that.")
    }
    for reading in readings {
      if let fault = reading.fault {
        notes.append("'\(reading.terms.name)' is not believed and stays closed: \(fault).")
      }
    }
    notes += register.problems.map { "'\($0.gate)' cannot be: \($0.message)." }
    if hidden > 0 { notes.append("\(hidden) of earlier versions are not shown; --all shows them.") }
    return notes
  }
}
