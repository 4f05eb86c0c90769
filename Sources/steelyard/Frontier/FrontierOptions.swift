import ArgumentParser
import Foundation
import Frontier

/// Whose lag is asked for, when, and by which data.
struct FrontierOptions: ParsableArguments {
  @Flag(help: "Open weights behind closed ones.") var openVsClosed = false
  @Flag(help: "Chinese models behind US ones.") var chinaVsUs = false
  @Flag(help: "Chinese open weights behind closed US models.") var openChinaVsClosedUs = false
  @Option(
    help: ArgumentHelp(
      "Any two groups, such as open,org:DeepSeek-vs-closed; \(FrontierSide.grammar).", valueName: "a-vs-b"))
  var pair: String?
  @Option(help: "The first day, such as 2024-01-01 (default: the first model's).", transform: Self.day)
  var since: Day?
  @Option(help: "The last day (default: the newest model's).", transform: Self.day) var until: Day?
  @Option(
    help: ArgumentHelp("Another date for a model, such as o3=2025-04-16; may be repeated.", valueName: "model=day"),
    transform: Self.redating)
  var redate: [Redating] = []
  @Option(help: "The index, by name: 'frontier index' lists them.") var index = "all"
  @Option(
    help:
      "How scores are resampled: perModel (each model keeps its number), all (one urn) or benchmarks (whole benchmarks).",
    transform: Self.resampling)
  var resampling = ScoreResampling.perModel
  @Option(help: ArgumentHelp("Results that 'frontier import' wrote, instead of the usual ones.", valueName: "file"))
  var results: String?

  /// What was asked for, or the three usual pairs.
  func pairs() throws -> [FrontierPair] {
    var pairs: [FrontierPair] = []
    if openVsClosed { pairs.append(.openBehindClosed) }
    if chinaVsUs { pairs.append(.chinaBehindUS) }
    if openChinaVsClosedUs { pairs.append(.openChinaBehindClosedUS) }
    if let pair {
      do { pairs.append(try FrontierPair(pair)) } catch { throw ValidationError(error.description) }
    }
    return pairs.isEmpty ? [.openBehindClosed, .chinaBehindUS, .openChinaBehindClosedUS] : pairs
  }

  /// The pair of outputs that show one; the first that was asked for.
  func firstPair() throws -> FrontierPair { try pairs().first ?? .openBehindClosed }

  func window(_ results: FrontierResults) throws -> ClosedRange<Day> {
    let first = since ?? results.start
    let last = until ?? results.provenance.newest
    guard first <= last else {
      throw ValidationError(
        "the window from \(first) to \(last) is empty; the data end on \(results.provenance.newest)")
    }
    return first...last
  }

  func query(
    _ results: FrontierResults, _ pair: FrontierPair, _ definition: LagDefinition = .daily(z: 0)
  ) throws -> LagQuery {
    LagQuery(
      definition: definition, pair: pair, window: try window(results), redatings: redate, resampling: resampling,
      index: index)
  }

  func estimator(_ results: FrontierResults, _ pair: FrontierPair) throws -> LagEstimator {
    do { return try results.estimator(try query(results, pair)) } catch let error as LagQueryError {
      throw ValidationError(error.description)
    }
  }

  private static func day(_ text: String) throws -> Day {
    guard let day = Day(text) else { throw ValidationError("'\(text)' is not a day such as 2024-01-01") }
    return day
  }

  private static func redating(_ text: String) throws -> Redating {
    guard let equals = text.lastIndex(of: "="), let day = Day(text[text.index(after: equals)...]) else {
      throw ValidationError("'\(text)' is not a model and a day such as o3=2025-04-16")
    }
    return Redating(model: String(text[..<equals]), day: day, reason: "asked for")
  }

  private static func resampling(_ text: String) throws -> ScoreResampling {
    guard let known = ScoreResampling(rawValue: text), known != .modelsAndBenchmarks else {
      throw ValidationError("'\(text)' is none of perModel, all, benchmarks")
    }
    return known
  }
}
