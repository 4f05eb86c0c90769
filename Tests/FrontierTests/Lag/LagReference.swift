import Foundation
import Frontier
import Testing

/// The reference data, where they are at hand, with our own fit and draws of them.
enum LagReference {
  static let missing: Comment = "needs the shared data: set STEELYARD_SHARED or put them at ../shared"

  /// Draws of each kind; the reference has 500 and 200.
  static let draws = 500

  static let folder: String? = {
    var candidates = [ProcessInfo.processInfo.environment["STEELYARD_SHARED"]].compactMap { $0 }
    var place = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while place.path != "/" {
      if FileManager.default.fileExists(atPath: place.appendingPathComponent("Package.swift").path) {
        candidates.append(place.deletingLastPathComponent().appendingPathComponent("shared").path)
        break
      }
      place.deleteLastPathComponent()
    }
    return candidates.map { $0 + "/data/lag" }.first { FileManager.default.fileExists(atPath: $0 + "/reference") }
  }()

  static var isAvailable: Bool { folder != nil }

  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: (folder ?? "") + "/" + path, encoding: .utf8)
  }

  /// Epoch's file of August 2026.
  static func data() throws -> FrontierData {
    try EpochImport.read(
      scores: CSVTable(text("epoch-2026-08-11/eci_benchmarks.csv"), file: "eci_benchmarks.csv"),
      models: CSVTable(text("epoch-2026-08-11/eci_scores.csv"), file: "eci_scores.csv"),
      today: Day(year: 2026, month: 8, day: 11))
  }

  /// Our results on it, made once.
  static func results() async throws -> FrontierResults { try await made.value }

  private static let made = Task {
    try await FrontierResults.fit(
      data(), provenance: LagFixture.provenance, draws: .init(perModel: draws, unstratified: draws, seed: 1),
      others: [
        (IndexSpecification(name: "STEM", benchmarks: stem), .init(perModel: 300, seed: 1)),
        (IndexSpecification(name: "programming", benchmarks: programming), .init(perModel: 300, seed: 1)),
        (
          IndexSpecification(name: "until 2026-02-10", until: Day(year: 2026, month: 2, day: 10)),
          .init(perModel: 10, seed: 1)
        ),
      ], workers: 2
    )
    .results
  }

  /// The subsets of the reference: they have its numbers of models, benchmarks and scores.
  static let stem: Set<String> = [
    "GPQA diamond", "MATH level 5", "OTIS Mock AIME 2024-2025", "FrontierMath-2025-02-28-Private",
    "FrontierMath-Tiers-1-3-v2-Private", "FrontierMath-Tier-4-v2-Private", "FrontierMath-Tier-4-2025-07-01-Private",
    "HLE", "CritPt", "ProofBench", "GSM8K",
  ]
  static let programming: Set<String> = [
    "SWE-Bench verified", "Aider polyglot", "Terminal Bench", "DeepSWE", "GSO-Bench", "FrontierCode", "CursorBench",
    "CadEval", "WeirdML", "Cybench", "ExploitBench", "PostTrainBench", "METR Time Horizons",
  ]

  /// The windows of the reference.
  static func window(_ from: String, _ until: String) throws -> ClosedRange<Day> {
    try day(from)...day(until)
  }

  static func day(_ text: String) throws -> Day {
    guard let day = Day(text) else { throw FrontierFilterError(filter: text, problem: "no day") }
    return day
  }
}
