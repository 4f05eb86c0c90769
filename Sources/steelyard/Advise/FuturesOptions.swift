import ArgumentParser
import Futures

/// What futures are drawn, if any.
struct FuturesOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Draws futures in which this holds; several, separated by commas, hold together; may be repeated. 'all' is each one by itself, 'none' the world as it is.",
      valueName: "name(parameter=value)"))
  var scenario: [String] = []
  @Option(help: "Futures drawn for each scenario.") var futures = 20_000
  @Option(help: "Months ahead.") var months = 36
  @Option(help: "What random numbers begin with.") var seed: UInt64 = 20_261_124
  @Option(help: "The share of spend from which the incentive to leave closed models counts, 0 to 1.")
  var threshold = 0.25
  @Option(help: "By how much requests grow in a year: 0.2 is 20 %.") var growth = 0.0
  @Flag(help: "Lists the scenarios with their parameters, ranges and sources, and ends.") var scenarios = false

  /// Whether futures are to be drawn.
  var isAsked: Bool { !scenario.isEmpty }

  /// Refuses what cannot be drawn.
  func check() throws {
    guard (100...1_000_000).contains(futures) else {
      throw ValidationError("--futures must lie between 100 and 1000000")
    }
    guard (1...120).contains(months) else { throw ValidationError("--months must lie between 1 and 120") }
    guard threshold > 0, threshold <= 1 else { throw ValidationError("--threshold must lie above 0 and at most at 1") }
    guard growth > -1, growth <= 10 else { throw ValidationError("--growth must lie above -1 and at most at 10") }
    _ = try cases()
  }

  /// Sets of scenarios that hold together; the first is the world as it is.
  func cases() throws -> [[FutureScenario]] {
    var cases: [[FutureScenario]] = [[]]
    for text in scenario where text != "none" {
      if text == "all" {
        cases += FutureScenario.all.map { [$0] }
        continue
      }
      do { cases.append(try FutureScenario.list(parsing: text)) } catch { throw ValidationError(error.description) }
    }
    return cases
  }

  /// Every scenario with its parameters.
  static var list: TextTable {
    var table = TextTable([
      .init("scenario"), .init("meaning"), .init("parameter"), .init("allowed"), .init("source"),
    ])
    for name in FutureScenario.Name.allCases {
      for (index, parameter) in name.parameters.enumerated() {
        table.add([
          index == 0 ? name.rawValue : "", index == 0 ? name.meaning : "", "\(parameter.name): \(parameter.meaning)",
          parameter.allowed + (parameter.unit.isEmpty ? "" : " \(parameter.unit)"), parameter.source,
        ])
      }
      if name.parameters.isEmpty { table.add([name.rawValue, name.meaning]) }
    }
    return table
  }
}
