import ArgumentParser
import Foundation
import Frontier

/// `steelyard frontier import`: reads scores, fits the indices and keeps the results.
struct FrontierImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Reads benchmark scores, fits the capability index and keeps the results.",
    discussion: """
      Accepted, known by their columns: \(FrontierFileFormat.allCases.map(\.summary).joined(separator: "; ")).
      Rows that cannot be used are listed with file, line and column, and counted below every later output.
      """)

  @Argument(help: "CSV or JSON files.", completion: .file()) var files: [String]
  @Option(help: "Where to keep the results (default: the user's data folder).") var into: String?
  @Option(help: "Draws for intervals.") var draws = 400
  @Option(help: "What random numbers begin with.") var seed: UInt64 = 20_261_124
  @Option(help: "Where the data are from.") var source = "own data"
  @Option(help: "Their licence.") var licence = "not stated"
  @Option(help: "The line that the licence asks for.") var attribution: String?
  @Option(help: "The day on which they were fetched (default: today).", transform: Self.day) var retrieved: Day?
  @Option(help: "Rows left out that are listed.") var list = 20
  @Flag(help: "Also how well the fit holds: residuals, influence and what the data cannot tell.") var diagnostics =
    false

  func validate() throws {
    guard !files.isEmpty else { throw ValidationError("name at least one file") }
    guard (0...10_000).contains(draws) else { throw ValidationError("--draws must lie between 0 and 10000") }
  }

  func run() async throws {
    let data = try FrontierReading(files, today: FrontierFiles.today).data()
    report(data)
    let newest = data.newest ?? FrontierFiles.today
    let provenance = FrontierResults.Provenance(
      source: source, licence: licence, attribution: attribution ?? "Data: \(source), licence \(licence).",
      retrieved: retrieved ?? FrontierFiles.today, newest: newest,
      excluded: FrontierResults.ExclusionCount.counts(data.exclusionSummary))
    let variants = FrontierVariants(try FrontierFiles.categories(), newest: newest)
    let bar = ProgressBar("refits", of: 3 * draws + variants.others.count * variants.draws(of: draws))
    let fitted: (results: FrontierResults, failed: [(index: String, reason: CapabilityFitError)])
    do {
      fitted = try await FrontierResults.fit(
        data, provenance: provenance, draws: .init(perModel: draws, unstratified: draws, benchmarks: draws, seed: seed),
        others: variants.others.map { ($0, .init(perModel: variants.draws(of: draws), seed: seed)) },
        workers: ProcessInfo.processInfo.activeProcessorCount, progress: { _, _ in bar.step() })
    } catch let error as CapabilityFitError {
      bar.end()
      throw ValidationError(error.description)
    }
    bar.end()
    for failed in fitted.failed { print("index '\(failed.index)' is left out: \(failed.reason)") }
    print(try FrontierDataCommand.summary(FrontierDataCommand.reconciliation(fitted.results.models.map(\.name))))
    if diagnostics { try FrontierDiagnostics(data).write() }
    try keep(fitted.results)
  }

  private func report(_ data: FrontierData) {
    for sentence in data.conversions { print(sentence) }
    for excluded in data.excluded.prefix(list) { print("left out: \(excluded)") }
    if data.excluded.count > list { print("… and \(data.excluded.count - list) more (--list \(data.excluded.count))") }
    print(
      "\(data.matrix.scores.count) scores, \(data.matrix.models.count) models, \(data.matrix.benchmarks.count) benchmarks; "
        + "\(data.exclusionSummary)")
  }

  private func keep(_ results: FrontierResults) throws {
    let place = into.map { URL(filePath: $0) } ?? FrontierFiles.imported(ProcessInfo.processInfo.environment)
    do {
      try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(results.text.utf8).write(to: place, options: .atomic)
    } catch {
      throw ValidationError("cannot write '\(place.path)': \(error.localizedDescription)")
    }
    let index = results.variants.first
    print(
      "fitted: cost \(index?.cost ?? 0), largest derivative \(index?.gradient ?? 0); "
        + "\(results.variants.count) indices kept in \(place.path)")
  }

  private static func day(_ text: String) throws -> Day {
    guard let day = Day(text) else { throw ValidationError("'\(text)' is not a day such as 2026-08-11") }
    return day
  }
}
