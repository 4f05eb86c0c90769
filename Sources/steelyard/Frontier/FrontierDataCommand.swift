import ArgumentParser
import Catalog
import Frontier
import Gateway

/// `steelyard frontier data`: what the results rest on, and where they are thin.
struct FrontierDataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Shows what the results rest on: sources, licence, newest model, gaps, names.")

  @Option(help: ArgumentHelp("Results that 'frontier import' wrote.", valueName: "file")) var results: String?
  @Flag(help: "Also each model's name in the catalogue.") var names = false
  @Option(help: "table, csv, json or html.") var format = ReportFormat.table

  func run() throws {
    let (results, place) = try FrontierFiles.results(results)
    let report = CommandReport(
      title: "What the frontier results rest on",
      lead: "\(results.models.count) models, \(results.variants.first?.benchmarks.count ?? 0) benchmarks, "
        + "\(results.variants.first?.scores ?? 0) scores; newest model \(results.provenance.newest), retrieved "
        + "\(results.provenance.retrieved), licence \(results.provenance.licence).",
      sections: [sides(results), try gaps(results), try reconciled(results)], results: results, place: place)
    print(report.text(format), terminator: "")
  }

  private func sides(_ results: FrontierResults) -> CommandReport.Section {
    var table = TextTable([
      .init("group"), .init("models", .right), .init("first"), .init("newest"),
      .init("released in the last year", .right),
    ])
    let year = Day(number: results.provenance.newest.number - 365)
    for side in [FrontierSide.open, .closed, .china, .us, .openChina, .closedUS] {
      let days = results.models.filter(side.has).map(\.released)
      table.add([
        side.name, "\(days.count)", days.min()?.description ?? "–", days.max()?.description ?? "–",
        "\(days.count { $0 > year })",
      ])
    }
    return .init(heading: "Models by group", key: "groups", tables: [table])
  }

  private func gaps(_ results: FrontierResults) throws -> CommandReport.Section {
    let categories = try FrontierFiles.categories()
    let benchmarks = results.variants.first?.benchmarks ?? []
    var table = TextTable([
      .init("kind of work"), .init("benchmarks", .right), .init("scores", .right), .init("gap"),
    ])
    for category in BenchmarkCategory.all {
      let named = categories.benchmarks(in: category)
      let own = benchmarks.filter { named.contains($0.name) }
      let gap =
        own.isEmpty
        ? "no data: no lag can be given"
        : own.count < ThresholdCrossings.fewestBenchmarks ? "too few benchmarks for an interval" : ""
      table.add([category.name, "\(own.count)", "\(own.reduce(0) { $0 + $1.models })", gap])
    }
    let missing = categories.missing(from: benchmarks.map(\.name))
    return .init(
      heading: "Coverage and gaps", key: "coverage", tables: [table],
      notes: missing.isEmpty ? [] : ["Without a category: \(missing.joined(separator: ", "))."])
  }

  private func reconciled(_ results: FrontierResults) throws -> CommandReport.Section {
    let found = try Self.reconciliation(results.models.map(\.name))
    var table = TextTable([.init("in the data"), .init("in the catalogue"), .init("how")])
    if names {
      for match in found.matched { table.add([match.name, match.id, match.way.rawValue]) }
      for name in found.ambiguous { table.add([name.name, name.ids.joined(separator: ", "), "ambiguous"]) }
      for name in found.unmatched {
        table.add([name.name, "–", name.nearest.map { "no match; nearest is \($0)" } ?? "no match"])
      }
    }
    return .init(
      heading: "Names in the catalogue", key: "names",
      paragraphs: [Self.summary(found)], tables: names ? [table] : [])
  }

  static func reconciliation(_ names: [String]) throws -> NameReconciliation {
    let catalog = try Catalog.load(files: EmbeddedFiles.catalog, overrides: [])
    return NameReconciliation(names, in: catalog.models.map { .init(id: $0.id, names: [$0.shortName] + $0.aliases) })
  }

  static func summary(_ found: NameReconciliation) -> String {
    "\(found.matched.count) of \(found.matched.count + found.unmatched.count + found.ambiguous.count) models are in the "
      + "catalogue, \(found.ambiguous.count) ambiguous, \(found.unmatched.count) not (most are no longer sold); "
      + "--names lists them."
  }
}
