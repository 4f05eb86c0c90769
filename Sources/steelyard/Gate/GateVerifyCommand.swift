import ArgumentParser
import Catalog
import Gateway
import Ledger

/// `steelyard gate verify`: recomputes every state from what was observed.
struct GateVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Recomputes gates from the ledger and names everything that does not follow.",
    discussion: """
      Checked are the links between rows, every change of state with its numbers, that each conversation counts once and \
      as it was scored, that rules are those of the policy, and that requests were served by a challenger only while its \
      gate was open. Exits with 1 when anything is wrong.

      Whoever can write to the ledger can also write a whole new chain. What proves that nobody did is the last link, kept \
      elsewhere: 'gate verify --tail > links' now, 'gate verify --against links' later.
      """)

  @OptionGroup var options: GateOptions
  @Argument(help: "A gate's name or id; without one, all of them in all versions.") var name: String?
  @Flag(help: "Prints only each gate's id, last row and last link, to be kept elsewhere.") var tail = false
  @Option(help: "Links that were kept earlier: each must still stand where it stood.", completion: .file())
  var against: String?
  @Option(help: "table, csv, json or html.") var format = ReportFormat.table

  func run() async throws {
    let store = try options.requiredStore()
    let register = try GateRegister(try await options.snapshot(), store: store)
    var entries = register.entries.filter { $0.row != nil }
    if let name {
      let wanted = try register.required(name)
      entries = entries.filter {
        wanted.terms.name == name ? $0.terms.name == name : $0.terms.id == wanted.terms.id
      }
    }
    let reader = try options.ledger.reader()
    let decisions = try reader.openedByGates()
    let kept = try against.map { try KeptLinks($0) }
    let checks = try entries.map { try GateVerification($0, store: store, kept: kept) }
    if tail {
      for check in checks { print(check.tail) }
      guard checks.allSatisfy(\.faults.isEmpty) else { throw ExitCode(1) }
      return
    }
    let concerned =
      name == nil ? decisions : decisions.filter { decision in checks.contains { $0.name == decision.gate } }
    var faults = checks.flatMap(\.faults) + OpenedDecisions.faults(concerned, checks: checks)
    if name == nil {
      faults += register.problems.filter(\.isRecord)
        .map { GateFinding(gate: $0.gate, kind: "terms", place: "gate", message: $0.message) }
      faults += kept?.missing(from: checks) ?? []
    }
    print(try report(checks, decisions: concerned.count, faults: faults).text(format), terminator: "")
    guard faults.isEmpty else { throw ExitCode(1) }
  }

  private func report(
    _ checks: [GateVerification], decisions: Int, faults: [GateFinding]
  ) throws -> CommandReport {
    var table = TextTable([
      .init("gate"), .init("id"), .init("rows", .right), .init("pairs", .right), .init("state recomputed"),
      .init("last link"), .init("faults", .right),
    ])
    for check in checks {
      table.add([
        check.name, check.shortID, "\(check.rows.count)", "\(check.pairs)", check.state,
        check.rows.last?.chain ?? "–", "\(faults.count { $0.gate == check.name })",
      ])
    }
    var found = TextTable([.init("gate"), .init("kind"), .init("where"), .init("what")])
    for fault in faults { found.add([fault.gate, fault.kind, fault.place, fault.message]) }
    let rows = checks.reduce(0) { $0 + $1.rows.count }
    let words =
      faults.isEmpty
      ? "Everything follows: \(GateText.count(checks.count, "gate")) from \(GateText.count(rows, "row")), and "
        + "\(GateText.count(decisions, "request")) that an open gate let a challenger serve."
      : "\(GateText.count(faults.count, "thing")) in the record that \(faults.count == 1 ? "does" : "do") not follow from the rest. A gateway believes nothing of such a gate and keeps it closed."
    var sections = [CommandReport.Section(heading: "Gates", key: "gates", tables: checks.isEmpty ? [] : [table])]
    if !faults.isEmpty { sections.insert(.init(heading: "Faults", key: "faults", tables: [found]), at: 0) }
    return CommandReport(
      title: faults.isEmpty ? "Verified" : "NOT verified", lead: words, sections: sections,
      footer: [
        "Ledger: \(try options.ledger.path()). Keep the last links elsewhere ('--tail'): only they show a chain that was "
          + "written anew."
      ])
  }
}
