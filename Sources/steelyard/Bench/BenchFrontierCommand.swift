import ArgumentParser
import Foundation
import Frontier

/// `steelyard bench frontier`: the capability fit beside a reference in the same run, its growth, and how often the
/// intervals hold.
struct BenchFrontierCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frontier",
    abstract: "Measures the capability index beside a reference, and the coverage of intervals.",
    discussion: """
      The reference is a script of our own that does what Epoch's does (scipy's least_squares, analytic Jacobian). Times \
      are the best of several, and ratios are what to quote. Coverage: series are made from a known truth, and the share \
      of 95 % intervals that hold it is counted.
      """)

  @Option(help: "Folder with eci_benchmarks.csv and eci_scores.csv.") var data = "../shared/data/lag/epoch-2026-08-11"
  @Option(help: "A Python with numpy and scipy, to run the reference with; without it there is no ratio.")
  var python: String?
  @Option(help: "The reference script.") var reference = "scripts/frontier-reference.py"
  @Option(help: "Refits of the bootstrap.") var refits = 500
  @Option(help: "Simulated series of each case; 0 leaves coverage out.") var runs = 1_000
  @Option(help: "Also write the tables as Markdown to this file.") var markdown: String?

  func validate() throws {
    guard (1...100_000).contains(refits) else { throw ValidationError("--refits must lie between 1 and 100000") }
    guard (0...100_000).contains(runs) else { throw ValidationError("--runs must lie between 0 and 100000") }
  }

  func run() async throws {
    let bench = FrontierBench(data: data, python: python, reference: reference, refits: refits)
    var sections = [try await bench.speed(), try bench.growth()]
    if runs > 0 { sections += [CoverageReport(runs: runs).section, CoverageReport.misfits(runs: max(1, runs / 5))] }
    for section in sections {
      print("\(section.heading)\n\(section.tables.map { $0.render(.table) }.joined())")
      for note in section.notes { print(CommandReport.wrapped(note)) }
      print("")
    }
    guard let markdown else { return }
    var text = "# The frontier's fit and intervals\n\nWritten by `make frontier-bench`; do not edit. "
    text += Self.configuration.discussion.replacingOccurrences(of: "\n", with: " ") + "\n"
    for section in sections {
      text += "\n## \(section.heading)\n\n" + section.tables.map { $0.markdown() }.joined(separator: "\n")
      text += section.notes.map { "\n\($0)\n" }.joined()
    }
    do { try text.write(toFile: markdown, atomically: true, encoding: .utf8) } catch {
      throw ValidationError("cannot write '\(markdown)': \(error.localizedDescription)")
    }
  }
}
