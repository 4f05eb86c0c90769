internal import Foundation
internal import Learning

/// How scores are resampled, which decides what an interval covers.
public enum ScoreResampling: String, Hashable, Codable, Sendable, CaseIterable {
  /// Each model keeps its number of scores; Epoch's present way. Covers which scores a model happens to have.
  case perModel
  /// All scores are one urn; Epoch's older way.
  case all
  /// Benchmarks are drawn with all their scores (a cluster bootstrap). Covers which benchmarks exist as well.
  case benchmarks
  /// Models and benchmarks get random weights, exponential with mean 1, and a score counts by the product of both (Rubin
  /// 1981, "The Bayesian bootstrap"; Owen and Eckles 2012, "Bootstrapping data arrays of arbitrary order"). No model is
  /// missing from a draw, while drawing models outright would leave most draws without an anchor of the scale.
  case modelsAndBenchmarks

  /// How often, or how much, each score of a matrix counts in one draw.
  func weights(_ matrix: ScoreMatrix, _ random: inout SplitMix64) -> [Double] {
    switch self {
    case .perModel:
      var weights = [Double](repeating: 0, count: matrix.scores.count)
      var start = 0
      while start < matrix.scores.count {
        let model = matrix.scores[start].model
        let end = matrix.scores[start...].firstIndex { $0.model != model } ?? matrix.scores.count
        for _ in start..<end { weights[Int.random(in: start..<end, using: &random)] += 1 }
        start = end
      }
      return weights
    case .all: return Self.counts(matrix.scores.count, &random)
    case .benchmarks:
      let benchmarks = Self.counts(matrix.benchmarks.count, &random)
      return matrix.scores.map { benchmarks[$0.benchmark] }
    case .modelsAndBenchmarks:
      let models = matrix.models.map { _ in Self.exponential(&random) }
      let benchmarks = matrix.benchmarks.map { _ in Self.exponential(&random) }
      return matrix.scores.map { models[$0.model] * benchmarks[$0.benchmark] }
    }
  }

  /// How often each of `count` things is drawn in `count` draws with replacement.
  private static func counts(_ count: Int, _ random: inout SplitMix64) -> [Double] {
    var counts = [Double](repeating: 0, count: count)
    guard count > 0 else { return counts }
    for _ in 0..<count { counts[Int.random(in: 0..<count, using: &random)] += 1 }
    return counts
  }

  private static func exponential(_ random: inout SplitMix64) -> Double {
    -log(1 - Double.random(in: 0..<1, using: &random))
  }
}
