import ArgumentParser
import Catalog

/// `steelyard catalog check`: what in the catalogue needs a person's eye.
struct CatalogCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Finds stale, missing, outlying and ending prices, unknown licences and ambiguous names.",
    discussion: "Exits with 1 when there is an error, or with --strict a warning, so that a scheduled job notices.")

  @OptionGroup var catalog: CatalogOptions
  @Option(help: ArgumentHelp("A price read more days ago than this is stale.", valueName: "days")) var staleAfter = 60
  @Option(help: ArgumentHelp("How far off the median of its model's hosts a price may be.", valueName: "times"))
  var factor = 3
  @Option(help: ArgumentHelp("Changes and endings so many days ahead are named.", valueName: "days")) var notice = 45
  @Flag(help: "Shows notes too.") var all = false
  @Flag(help: "Takes warnings as errors.") var strict = false
  @Option(help: "table, csv or json.") var format: OutputFormat = .table

  func validate() throws {
    guard (1...1000).contains(factor) else { throw ValidationError("--factor must be 1 to 1000") }
    guard (0...100_000).contains(staleAfter), (0...100_000).contains(notice) else {
      throw ValidationError("--stale-after and --notice must be 0 to 100000 days")
    }
  }

  func run() throws {
    let catalog = try catalog.load()
    let limits = CheckLimits(staleAfterDays: staleAfter, outlierFactor: Int64(factor), noticeDays: notice)
    let findings = catalog.check(at: self.catalog.instant, limits: limits)
    var table = TextTable([
      .init("severity"), .init("kind"), .init("subject"), .init("finding"), .init("source"), .init("as of"),
    ])
    for finding in findings where all || finding.severity > .note {
      table.add([
        finding.severity.rawValue, finding.kind.rawValue, finding.subject, finding.message,
        finding.citation?.source ?? "", finding.citation?.asOf.dayText ?? "",
      ])
    }
    print(table.render(format), terminator: "")
    if format == .table { print(summary(of: findings, in: catalog)) }
    if findings.contains(where: { $0.severity >= (strict ? .warning : .error) }) { throw ExitCode(1) }
  }

  private func summary(of findings: [Finding], in catalog: Catalog) -> String {
    let counts = Finding.Severity.allCases.reversed().map { severity in
      "\(findings.count { $0.severity == severity }) \(severity.rawValue)s"
    }
    return "\(catalog.models.count) models, \(catalog.offers.count) offers: " + counts.joined(separator: ", ")
      + (all ? "" : " (notes are shown with --all)")
  }
}
