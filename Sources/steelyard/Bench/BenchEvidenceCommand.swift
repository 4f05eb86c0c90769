import ArgumentParser
import EvidenceStudy
import Foundation
import GateTrial

/// `steelyard bench evidence`: whether the tests behind gates, and gates themselves, keep their promises.
struct BenchEvidenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence", abstract: "Holds the tests behind gates, and a gateway's gates, to their promises.",
    discussion: """
      First simulations: errors under checking after every pair, pairs to a decision, dependence, noisy and biased \
      judges, drift, cascades and off-policy estimates. Then use cases of which the truth is known, over HTTP through a \
      gateway with its shadow traffic, scores and gates, with simulated models. The same seed has the same tables. Ends \
      with 1 when a promise was not kept.
      """)

  @Option(help: "Runs for each cell of errors; other tables take a share of them. 0 leaves the simulations out.")
  var runs = 2000
  @Option(help: "Use cases that go through a gateway; 0 leaves that out.") var useCases = 200
  @Option(help: "Of those that open, how many drift later.") var drifting = 20
  @Option(help: "The margin of the gateway's gates, from 0.05 to 0.16.") var margin = 0.1
  @Option(help: "What random numbers begin with.") var seed: UInt64 = 2026
  @Option(help: "Also write the tables as Markdown to this file.") var markdown: String?

  func validate() throws {
    guard runs == 0 || (20...100_000).contains(runs) else {
      throw ValidationError("--runs \(runs) must be 0 or lie between 20 and 100000")
    }
    guard useCases == 0 || (4...1_000).contains(useCases) else {
      throw ValidationError("--use-cases \(useCases) must be 0 or lie between 4 and 1000")
    }
    guard (0...useCases).contains(drifting) else {
      throw ValidationError("--drifting \(drifting) must lie between 0 and --use-cases, \(useCases)")
    }
    guard (0.05...0.16).contains(margin) else {
      throw ValidationError("--margin \(margin) must lie between 0.05 and 0.16")
    }
    guard runs > 0 || useCases > 0 else { throw ValidationError("--runs 0 and --use-cases 0 leave nothing to do") }
  }

  func run() async throws {
    var (parts, broken) = ([String](), [String]())
    if runs > 0 {
      let (study, cost) = try await simulate()
      parts += [study.markdown, cost]
      broken += study.broken
    }
    if useCases > 0 {
      let (trial, cost) = try await trial()
      parts += [trial.markdown, cost]
      broken += trial.broken
    }
    let text = parts.joined(separator: "\n\n") + "\n"
    print(text, terminator: "")
    if let markdown {
      do { try text.write(toFile: markdown, atomically: true, encoding: .utf8) } catch {
        throw ValidationError("cannot write the report to '\(markdown)': \(error.localizedDescription)")
      }
    }
    guard broken.isEmpty else {
      StandardError.write("not kept:\n\(broken.joined(separator: "\n"))\n")
      throw ExitCode(1)
    }
  }

  private func simulate() async throws -> (study: EvidenceStudy, cost: String) {
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
      The simulations took \(String(format: "%.0f", seconds)) s on \(workers) cores.
      """
    return (study, cost)
  }

  private func trial() async throws -> (result: GateTrialResult, cost: String) {
    let place = try DemoPlace(database: nil)
    defer { place.remove() }
    var options = GateTrial.Options(database: place.database)
    (options.useCases, options.drifting, options.margin, options.seed) = (useCases, drifting, margin, seed)
    let bar = ProgressBar("use cases decided", of: useCases)
    let steps = Steps()
    let start = Date()
    let result = try await GateTrial.run(options) { progress in
      for _ in 0..<steps.new(progress.decided) { bar.step() }
    }
    bar.end()
    let seconds = Date().timeIntervalSince(start)
    let cost = """
      It took \(String(format: "%.0f", seconds)) s, \(String(format: "%.0f", Double(result.observed) / seconds)) pairs a \
      second, with client, gateway, ledger and simulated models on \
      \(ProcessInfo.processInfo.activeProcessorCount) cores.
      """
    return (result, cost)
  }
}
