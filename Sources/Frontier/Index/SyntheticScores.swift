internal import Foundation
internal import Learning

/// Scores made from known capabilities, for measuring: models and benchmarks come out over time, and a model takes those of
/// its day.
public struct SyntheticScores: Sendable {
  public var matrix: ScoreMatrix
  var capabilities: [Double]
  var difficulties: [Double]
  var slopes: [Double]

  /// `perModel` scores a model. The first benchmark is called `anchor` and has slope 1.
  public init(models: Int, benchmarks: Int, perModel: Int, noise: Double = 0.05, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    func uniform(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }
    func normal() -> Double { (-2 * log(uniform(1e-12...1))).squareRoot() * cos(2 * .pi * uniform(0...1)) }
    capabilities = (0..<models).map { 3 * Double($0) / Double(max(1, models - 1)) - 1.5 + 0.3 * normal() }
    difficulties = (0..<benchmarks).map { 3 * Double($0) / Double(max(1, benchmarks - 1)) - 1.5 + 0.2 * normal() }
    slopes = (0..<benchmarks).map { $0 == 0 ? 1 : exp(0.7 + 0.4 * normal()) }
    var scores: [ScoreMatrix.Score] = []
    for model in 0..<models {
      let centre = Double(model) / Double(max(1, models - 1)) * Double(benchmarks - 1)
      let nearest = (0..<benchmarks).map { (abs(Double($0) - centre) * uniform(0.3...1), $0) }.sorted { $0 < $1 }
      for (_, benchmark) in nearest.prefix(perModel) {
        let expected = 1 / (1 + exp(-slopes[benchmark] * (capabilities[model] - difficulties[benchmark])))
        scores.append(.init(model: model, benchmark: benchmark, share: expected + noise * normal()))
      }
    }
    matrix = ScoreMatrix(
      models: (0..<models).map { "model \($0)" },
      benchmarks: (0..<benchmarks).map { $0 == 0 ? "anchor" : "benchmark \($0)" }, scores: scores)
  }

  /// A scale between the weakest and the ablest model.
  var scale: CapabilityScale {
    CapabilityScale(low: ("model 0", 100), high: ("model \(matrix.models.count - 1)", 150))
  }

  /// Settings whose anchor is the first benchmark.
  public static var settings: CapabilityFitter.Settings {
    var settings = CapabilityFitter.Settings()
    settings.anchor = "anchor"
    return settings
  }
}
