import ArgumentParser
import Foundation
import RoutingQuality

/// `steelyard bench`: measures the parts of the product on public data.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measures what the product promises on public data.",
    subcommands: [
      BenchEncoderCommand.self, BenchEvidenceCommand.self, BenchFrontierCommand.self, BenchRoutingCommand.self,
      BenchTextCommand.self, BenchWordsCommand.self,
    ])
}

/// `steelyard bench routing`: how much of a strong model's quality a learned router keeps, beside baselines.
struct BenchRoutingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "routing", abstract: "Measures learned routing on RouteLLM's outcomes (MMLU, GSM8K).",
    discussion: """
      GPT-4-1106 is the strong model and Mixtral-8x7B the weak one. APGR is the average share of the gap between them that
      is recovered (0.5 is random); CPT50 and CPT80 are the percent of strong calls for half and four fifths of it; the
      last column is the percent for 95 % of the strong model's quality. Intervals are 95 % bootstraps over cases.
      """)

  @Option(help: "Folder with routellm_labels.tsv.") var data = "../shared/data/routing"
  @Option(help: "table, csv or json.") var format = OutputFormat.table
  @Option(help: "Also write the tables, with the learning curve, as Markdown to this file.") var markdown: String?
  @Flag(help: "Also the learning curve: outcomes seen against APGR.") var curve = false

  func run() throws {
    let loaded: RoutingData
    do { loaded = try RoutingData.load(folder: data) } catch { throw ValidationError(error.description) }
    let study = RoutingStudy(loaded)
    if format == .table { print("\(loaded.cases.count) cases, \(loaded.dropped) contaminated ones dropped\n") }
    let sections = study.sections()
    for section in sections {
      if format == .table { print(title(section)) }
      print(table(section).render(format) + (format == .table ? "\n" : ""), terminator: "")
    }
    let points = curve || markdown != nil ? study.learningCurve() : []
    if curve { print(table(points).render(format), terminator: "") }
    guard let markdown else { return }
    var text =
      "# Learned routing on public outcomes\n\nWritten by `make assessment`; do not edit. \(Self.configuration.discussion)\n"
    text += "RouteLLM's published best: MMLU 0.603, GSM8K 0.622 without labels of either benchmark.\n"
    text += "\(loaded.cases.count) cases, \(loaded.dropped) contaminated ones dropped.\n"
    for section in sections { text += "\n## \(title(section))\n\n\(table(section).markdown())" }
    text += "\n## Learning curve, MMLU: outcomes revealed one by one\n\n\(table(points).markdown())"
    do { try text.write(toFile: markdown, atomically: true, encoding: .utf8) } catch {
      throw ValidationError("cannot write the report to '\(markdown)': \(error.localizedDescription)")
    }
  }

  private func title(_ section: RoutingStudy.Section) -> String {
    "\(section.title): all weak \(percent(section.weakQuality)), all strong \(percent(section.strongQuality)) right"
  }

  private func table(_ section: RoutingStudy.Section) -> TextTable {
    var table = TextTable([
      .init("router"), .init("trained on"), .init("cases", .right), .init("APGR", .right), .init("95 %", .right),
      .init("CPT50 %", .right), .init("CPT80 %", .right), .init("95 % quality", .right),
    ])
    for row in section.rows {
      table.add([
        row.name, row.labels, "\(row.cases)", three(row.apgr.value), "\(three(row.apgr.low)) … \(three(row.apgr.high))",
        one(row.cpt50), one(row.cpt80), one(row.calls95),
      ])
    }
    return table
  }

  private func table(_ points: [RoutingStudy.LearningPoint]) -> TextTable {
    var table = TextTable([.init("outcomes seen", .right), .init("APGR on the rest", .right)])
    for point in points { table.add(["\(point.outcomes)", three(point.apgr)]) }
    return table
  }

  private func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
  private func three(_ value: Double) -> String { String(format: "%.3f", value) }
  private func one(_ value: Double?) -> String { value.map { String(format: "%.1f", $0) } ?? "never" }
}
