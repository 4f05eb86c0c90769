import ArgumentParser
import EvidenceStudy
import Foundation

/// `steelyard bench evidence`: whether the tests behind gates keep their promises, from seeded simulations.
struct BenchEvidenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence", abstract: "Simulates the tests behind gates and holds them to their promises.",
    discussion: """
      Errors under checking after every pair, pairs to a decision, dependence, noisy and biased judges, drift, cascades
      and off-policy estimates. The same seed has the same tables. Ends with 1 when a promise was not kept.
      """)

  @Option(help: "Runs for each cell of errors; other tables take a share of them.") var runs = 2000
  @Option(help: "What random numbers begin with.") var seed: UInt64 = 2026
  @Option(help: "Also write the tables as Markdown to this file.") var markdown: String?

  func validate() throws {
    guard (20...100_000).contains(runs) else { throw ValidationError("--runs must lie between 20 and 100000") }
  }

  func run() async throws {
    let workers = ProcessInfo.processInfo.activeProcessorCount
    let bar = ProgressBar("simulating", of: 100)
    let steps = Steps()
    let start = Date()
    let study = try await EvidenceStudy(StudyOptions(runs: runs, workers: workers, seed: seed)) { progress in
      for _ in 0..<steps.new(100 * progress.done / max(1, progress.of)) { bar.step() }
    }
    bar.end()
    let seconds = Date().timeIntervalSince(start)
    let pair = try EvidenceCost.nanosecondsPerPair()
    let bytes = try EvidenceCost.bytesOfTenThousandGates()
    let cost = """

      ## What it takes on this machine

      One pair through a whole gate: \(String(format: "%.0f", pair)) ns of one core. 10,000 gates: \(bytes >> 20) MiB resident.
      The study itself took \(String(format: "%.0f", seconds)) s on \(workers) cores.

      """
    let text = study.markdown + "\n" + cost
    print(text, terminator: "")
    if let markdown {
      do { try text.write(toFile: markdown, atomically: true, encoding: .utf8) } catch {
        throw ValidationError("cannot write the report to '\(markdown)': \(error.localizedDescription)")
      }
    }
    guard study.broken.isEmpty else {
      StandardError.write("not kept:\n\(study.broken.joined(separator: "\n"))\n")
      throw ExitCode(1)
    }
  }
}
