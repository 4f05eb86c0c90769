import ArgumentParser
import Audit
import Catalog
import Foundation
import Gateway
import Policy
import UsageLogs

/// `steelyard audit`: what logs that are already there would have cost elsewhere, and what of that may be claimed.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Reads logs and says what they would have cost elsewhere, in three buckets.",
    discussion: """
      Reads LiteLLM spend logs (CSV, JSON Lines, PostgreSQL dump), OpenAI usage, costs and batch output, Claude usage and
      cost reports, Langfuse observations, Helicone requests, OpenRouter activity and generations, OpenTelemetry GenAI
      spans, and Steelyard's own ledger; plain, gzip or zstd. The format is found by itself and shown; --from names it,
      --mapping describes another one.

      A: forbidden by policy, not claimable. B: evidence says equal, claimable. C: unknown, a range with the sample that
      would settle it. They are never added up. Evidence is an open gate, else the ratings of conversations that a gate's
      hold-out sent to either side by lot; ratings that say the contrary of a gate take its move out of B.

      A terminal's ^C stops after the chunk at hand; with --state the same command goes on from there.
      Ends with 0 when every row was used, with 2 when rows were left out, fields unknown or files cut.
      """)

  @Argument(help: "Log files, in order; '-' is standard input.") var files: [String] = []
  @OptionGroup var catalog: CatalogOptions
  @Option(help: ArgumentHelp("The policy to audit against (default: the built-in one).", valueName: "file"))
  var policy: String?
  @Option(name: .customLong("from"), help: "The format: \(LogFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var fromName: String?
  @Option(help: ArgumentHelp("How to read a format of one's own.", valueName: "file")) var mapping: String?
  @Option(help: ArgumentHelp("Which tags, keys, teams or models belong to which use case.", valueName: "file"))
  var useCases: String?
  @Option(help: ArgumentHelp("What is assumed where logs cannot tell (default: the built-in ones).", valueName: "file"))
  var assumptions: String?
  @Option(help: ArgumentHelp("A ledger whose open gates and hold-outs prove moves.", valueName: "file")) var evidence:
    String?
  @Option(
    help: ArgumentHelp(
      "Prices all calls at the prices of this day, whenever they were made: for logs older than the catalogue's prices.",
      valueName: "day"))
  var pricesAsOf: InstantArgument?
  @Flag(inversion: .prefixedNo, help: "Assess texts where logs have them.") var text = true
  @Option(help: ArgumentHelp("Where to keep what was summed when stopped, to go on later.", valueName: "file"))
  var state: String?
  @Option(help: "Chunks read at a time (default: one for each core).") var workers: Int?
  @Option(name: .customLong("format"), help: "table, csv, json, html or focus (FinOps FOCUS 1.2 as CSV).")
  var output: AuditOutput = .table

  enum AuditOutput: String, CaseIterable, ExpressibleByArgument {
    case table, csv, json, html, focus
  }

  func validate() throws {
    guard !files.isEmpty else { throw ValidationError("name a log file, or '-' for standard input") }
    if let workers, !(1...256).contains(workers) { throw ValidationError("--workers must lie between 1 and 256") }
    if state != nil, files.contains("-") { throw ValidationError("standard input cannot be gone on with; give a file") }
    if output == .focus, state != nil { throw ValidationError("--format focus keeps no state; leave --state out") }
  }

  func run() throws {
    let catalog = try self.catalog.load()
    let rules = try PolicyFile(path: policy).load(catalog: catalog)
    let files = AuditFiles(catalog: catalog, policy: rules)
    let assumed = try files.assumptions(assumptions)
    let scheme = AuditScheme(
      catalog: catalog, policy: rules, mapping: try files.useCases(useCases),
      classifier: text ? "built in, \(SteelyardVersion.current)" : "", asOf: pricesAsOf?.instant)
    let options = LogOptions(format: try format(), mapping: try files.mapping(mapping), wantsText: text)
    let reading = AuditReading(
      files: self.files, options: options, scheme: scheme, workers: workers, state: state,
      focus: output == .focus ? FocusAccount(id: "steelyard-audit", name: "Steelyard audit") : nil)
    let outcome = try reading.run()
    if output == .focus {
      try FocusOutput.print(outcome.focus)
    } else {
      let known = try evidence.map { try EvidenceClaims.read($0, catalog: catalog) }
      let settings = AuditSettings(
        assumptions: assumed, claims: known?.gates ?? [], holdouts: known?.holdouts ?? [])
      let report = outcome.sums.report(settings, seen: outcome.seen)
      let pages = AuditPages(report: report, summary: outcome.summary, catalog: catalog)
      print(pages.text(output), terminator: "")
    }
    guard outcome.summary.isClean else { throw ExitCode(2) }
  }

  private func format() throws -> LogFormat? {
    guard let fromName else { return nil }
    guard let format = LogFormat(rawValue: fromName) else {
      throw ValidationError(
        "there is no format '\(fromName)'; there are \(LogFormat.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return format
  }
}
