import ArgumentParser
import Charts
import Foundation
import Frontier

/// `steelyard frontier index`: the fitted capabilities and benchmarks.
struct FrontierIndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Shows the capability index: models with intervals, and what benchmarks ask for.")

  @OptionGroup var options: FrontierOptions
  @Option(help: "Models that are shown, best first; 0 for all.") var top = 20
  @Option(help: "table, csv, json or html.") var format = ReportFormat.table

  func validate() throws { guard top >= 0 else { throw ValidationError("--top must be 0 or more") } }

  func run() throws {
    let (results, place) = try FrontierFiles.results(options.results)
    guard let variant = results.variant(options.index) else {
      let known = results.variants.map(\.name).joined(separator: ", ")
      throw ValidationError("there is no index '\(options.index)'; there are \(known)")
    }
    var models = TextTable([
      .init("model"), .init("released"), .init("organisation"), .init("country"), .init("weights"),
      .init("points", .right), .init("90 %", .right),
    ])
    let window = try options.window(results)
    let shown = variant.capabilities.filter { window.contains(results.models[$0.model].released) }
      .sorted { $0.points > $1.points }.prefix(top == 0 ? .max : top)
    for capability in shown {
      let model = results.models[capability.model]
      models.add([
        model.name, model.released.description, model.organisation, model.country, model.weights.rawValue,
        LagText.one(capability.points), LagText.range(capability.interval),
      ])
    }
    var benchmarks = TextTable([
      .init("benchmark"), .init("half solved at, points", .right), .init("slope, per point", .right),
      .init("models", .right),
    ])
    for benchmark in variant.benchmarks.sorted(by: { $0.difficulty < $1.difficulty }) {
      benchmarks.add([
        benchmark.name, LagText.one(benchmark.difficulty), String(format: "%.3f", benchmark.slope),
        "\(benchmark.models)",
      ])
    }
    var indices = TextTable([
      .init("index"), .init("models", .right), .init("benchmarks", .right), .init("scores", .right),
      .init("cost at the optimum", .right), .init("slope fixed by"), .init("draws", .right),
    ])
    for variant in results.variants {
      indices.add([
        variant.name, "\(variant.capabilities.count)", "\(variant.benchmarks.count)", "\(variant.scores)",
        String(format: "%.6f", variant.cost), variant.anchor,
        "\(variant.draws(.perModel).count) + \(variant.draws(.all).count) + \(variant.draws(.benchmarks).count)",
      ])
    }
    let pair = try options.firstPair()
    let report = CommandReport(
      title: "Capability index '\(variant.name)'",
      lead:
        "score = logistic(slope · (capability − difficulty)), \(scale(results)).",
      sections: [
        .init(
          heading: "Models, best first", key: "models", tables: [models],
          charts: [FrontierCharts.capability(try options.estimator(results, pair), source: results.provenance.source)]),
        .init(heading: "Benchmarks, easiest first", key: "benchmarks", tables: [benchmarks]),
        .init(heading: "Indices in these results", key: "indices", tables: [indices]),
      ], results: results, place: place)
    print(report.text(format), terminator: "")
  }

  private func scale(_ results: FrontierResults) -> String {
    let (low, high) = (CapabilityScale.epoch.low.model, CapabilityScale.epoch.high.model)
    let names = Set(results.models.map(\.name))
    return names.contains(low) && names.contains(high)
      ? "on Epoch's scale: 130 for \(low), 150 for \(high)"
      : "on a scale of its own: 130 and 150 for the models at a quarter and three quarters of the field"
  }
}
