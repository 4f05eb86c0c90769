import ArgumentParser
import Gateway
import Scoring

/// A golden set and how models are asked about it, for every command that runs one.
struct GoldenOptions: ParsableArguments {
  @Option(name: .customLong("set"), help: "The golden set, JSON Lines.", completion: .file(extensions: ["jsonl"]))
  var file: String
  @Option(help: "Hold answers against the set's references first: text, contains or number.")
  var references: ReferenceComparison?
  @Flag(help: "Ask the models even where the set has their answers.") var live = false
  @Option(help: "The class of data that the set's requests carry, for rules of the policy.") var dataClass: String?
  @Option(help: "Cases at once.") var concurrency = 4
  @Option(help: "The most that all calls may cost, in US dollars; cases beyond it are left out.")
  var maxCost: DollarAmount?
  @Option(help: "Use only the first so many cases.") var first: Int?
  @Option(help: "Seconds for one call of a model.") var timeout = 120

  func validate() throws {
    guard (1...256).contains(concurrency) else {
      throw ValidationError("--concurrency \(concurrency) is not from 1 to 256")
    }
    guard (1...3600).contains(timeout) else {
      throw ValidationError("--timeout \(timeout) is not from 1 to 3600 seconds")
    }
    if let first, first < 1 { throw ValidationError("--first \(first): at least one case is needed") }
  }

  /// The cases that are asked for.
  func chosen(of set: GoldenSet) -> [GoldenCase] { Array(set.cases.prefix(first ?? .max)) }

  /// How they are run.
  var settings: GoldenTrial.Settings {
    var settings = GoldenTrial.Settings()
    settings.concurrency = concurrency
    settings.maximumCost = maxCost?.amount
    settings.usesRecorded = !live
    settings.dataClass = dataClass
    settings.references = references.flatMap { .init(rawValue: $0.rawValue) }
    settings.callLimit = Int64(timeout) * 1000
    return settings
  }
}
