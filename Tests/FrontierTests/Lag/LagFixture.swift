import Frontier
import Testing

/// Made-up models and scores that everything can be computed from.
enum LagFixture {
  static let provenance = FrontierResults.Provenance(
    source: "made up", licence: "CC BY 4.0", attribution: "none", retrieved: Day(year: 2026, month: 8, day: 11),
    newest: Day(year: 2026, month: 7, day: 31),
    excluded: [.init(reason: "no date\tor \\ worse\nthan that", rows: 3)])

  static func model(
    _ name: String, _ day: Day, _ weights: FrontierModel.Weights, country: String = "China", by: String = "Lab"
  ) -> FrontierModel {
    FrontierModel(name: name, released: day, organisation: by, country: country, weights: weights)
  }

  /// Models by side and day, with points: `c` is closed, `o` open.
  static func sample(
    _ rows: [(side: Character, day: Int, points: Double)], draws: [[Double]] = []
  ) -> CapabilitySample {
    CapabilitySample(
      models: rows.enumerated().map { number, row in
        model("m\(number)", start.adding(row.day), row.side == "o" ? .open : .closed)
      }, points: rows.map(\.points), draws: draws)
  }

  static let start = Day(year: 2024, month: 1, day: 1)

  /// Forty models, open ones about four months later, with noisy scores on eight benchmarks.
  static let data: FrontierData = {
    var random = SplitMix64Copy(state: 7)
    let benchmarks = ["Winogrande"] + (1...7).map { "bench \($0)" }
    var models: [FrontierModel] = []
    var scores: [ScoreMatrix.Score] = []
    for number in 0..<40 {
      let isOpen = number % 2 == 1
      let day = start.adding(number * 20 + (isOpen ? 120 : 0))
      let names = [10: "Claude 3.5 Sonnet", 30: "GPT-5"]
      models.append(
        FrontierModel(
          name: names[number] ?? "model \(number)", released: day, organisation: isOpen ? "Lab O" : "Lab C",
          country: isOpen ? "China" : "United States of America", weights: isOpen ? .open : .closed))
      for benchmark in benchmarks.indices {
        let distance = Double(number) / 10 - 0.5 * Double(benchmark) + Double.random(in: -0.3...0.3, using: &random)
        scores.append(
          .init(model: number, benchmark: benchmark, share: min(0.98, max(0.02, 0.5 + distance / 6))))
      }
    }
    return FrontierData(
      matrix: ScoreMatrix(models: models.map(\.name), benchmarks: benchmarks, scores: scores), models: models,
      excluded: [])
  }()

  /// Our results on it, made once.
  static func results() async throws -> FrontierResults { try await made.value }

  private static let made = Task {
    try await FrontierResults.fit(
      data, provenance: provenance, draws: .init(perModel: 12, unstratified: 6, benchmarks: 5, seed: 3),
      others: [
        (
          IndexSpecification(name: "some", benchmarks: Set(data.matrix.benchmarks.prefix(4))),
          .init(perModel: 5, seed: 3)
        ),
        (
          IndexSpecification(name: "until 2025-12-01", until: Day(year: 2025, month: 12, day: 1)),
          .init(perModel: 5, seed: 3)
        ),
      ], workers: 2
    )
    .results
  }
}

extension Day {
  func adding(_ days: Int) -> Day { Day(number: number + days) }
}

/// A generator whose sequence the seed fixes.
struct SplitMix64Copy: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

/// Whether two numbers are within a tolerance; false if one is missing.
func isNear(_ one: Double?, _ other: Double, within tolerance: Double) -> Bool {
  one.map { abs($0 - other) <= tolerance } ?? false
}
