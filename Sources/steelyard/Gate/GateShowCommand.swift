import ArgumentParser
import Catalog
import Evidence
import Gateway
import Ledger

/// `steelyard gate show`: everything of one gate.
struct GateShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows everything of one gate: what it is about, its evidence, its judge, its history.")

  @OptionGroup var options: GateOptions
  @Argument(help: "The gate's name or id, as 'gate list' shows them.") var name: String
  @Option(help: "table, csv, json or html; html has the pictures.") var format = ReportFormat.table

  func run() async throws {
    let (register, snapshot) = try await options.register()
    let entry = try register.required(name)
    let reading = try GateReading(entry, store: register.store)
    let study = try GateStudy(
      reading, store: register.store, snapshot: snapshot, ledger: try options.ledger.path(), isPage: format == .html)
    let report = CommandReport(
      title: "Gate \(entry.terms.name)", lead: study.lead, sections: try study.sections(),
      footer: [
        "Ledger: \(try options.ledger.path()). Every figure but those of people's labels and feedback follows from the "
          + "gate's rows there; 'steelyard gate verify' recomputes them."
      ])
    print(report.text(format), terminator: "")
  }
}
