import Testing

@testable import Frontier

@Suite("Capability fit")
struct CapabilityFitterTests {
  @Test("known capabilities are found again from scores without noise, but for the penalty")
  func recovers() throws {
    let truth = SyntheticScores(models: 40, benchmarks: 10, perModel: 7, noise: 0, seed: 1)
    var settings = SyntheticScores.settings
    settings.penalty = 1e-7
    let fit = try CapabilityFitter(truth.matrix, settings: settings).fit()
    let found = try truth.scale.points(fit.capabilities, models: truth.matrix.models)
    let expected = try truth.scale.points(truth.capabilities, models: truth.matrix.models)
    for (found, expected) in zip(found, expected) { #expect(abs(found - expected) < 0.5) }
    #expect(fit.cost < 1e-4)
  }

  @Test("at the end no small change of a parameter lowers the cost", arguments: [UInt64(1), 2, 3])
  func stationary(seed: UInt64) throws {
    let truth = SyntheticScores(models: 25, benchmarks: 8, perModel: 5, seed: seed)
    let fitter = try CapabilityFitter(truth.matrix, settings: SyntheticScores.settings)
    let fit = fitter.fit()
    let cost = Self.cost(truth.matrix, fit, lambda: 0.1 / Double(25 + 2 * 8 - 1))
    #expect(abs(cost - fit.cost) < 1e-12)
    for step in [1e-4, -1e-4] {
      for model in truth.matrix.models.indices {
        var moved = fit
        moved.capabilities[model] += step
        #expect(Self.cost(truth.matrix, moved, lambda: 0.1 / 40) >= cost)
      }
      for benchmark in truth.matrix.benchmarks.indices {
        var harder = fit
        harder.difficulties[benchmark] += step
        #expect(Self.cost(truth.matrix, harder, lambda: 0.1 / 40) >= cost)
        guard benchmark > 0, fit.slopes[benchmark] + step <= 10 else { continue }
        var steeper = fit
        steeper.slopes[benchmark] += step
        #expect(Self.cost(truth.matrix, steeper, lambda: 0.1 / 40) >= cost)
      }
    }
    #expect(fit.slopes[0] == 1)
  }

  @Test("a weight of 2 is a score that stands there twice, and one of 0 a score that does not")
  func weights() throws {
    let truth = SyntheticScores(models: 20, benchmarks: 6, perModel: 5, seed: 4)
    let fitter = try CapabilityFitter(truth.matrix, settings: SyntheticScores.settings)
    var weights = truth.matrix.scores.map { $0.model == 3 ? 0.0 : 1 }
    let without = fitter.fit(weights: weights)
    // Only the penalty holds a model without scores.
    #expect(abs(without.capabilities[3]) < 1e-9)
    weights = weights.map { $0 * 2 }
    var settings = SyntheticScores.settings
    settings.penalty *= 2
    let doubled = try CapabilityFitter(truth.matrix, settings: settings).fit(weights: weights)
    #expect(abs(doubled.cost - 2 * without.cost) < 1e-9)
  }

  @Test("the same optimum is reached from elsewhere")
  func start() throws {
    let truth = SyntheticScores(models: 30, benchmarks: 8, perModel: 6, seed: 5)
    let fitter = try CapabilityFitter(truth.matrix, settings: SyntheticScores.settings)
    let fit = fitter.fit()
    var start = fit
    for model in start.capabilities.indices { start.capabilities[model] *= model.isMultiple(of: 2) ? 0.5 : 1.2 }
    for benchmark in start.slopes.indices where benchmark > 0 { start.slopes[benchmark] = 1 }
    let again = fitter.fit(from: start)
    #expect(abs(again.cost - fit.cost) < 1e-12)
    for (one, other) in zip(again.capabilities, fit.capabilities) { #expect(abs(one - other) < 1e-8) }
  }

  @Test("a benchmark that splits models perfectly gets the steepest slope allowed")
  func bound() throws {
    var scores = SyntheticScores(models: 30, benchmarks: 6, perModel: 6, noise: 0.01, seed: 6).matrix.scores
    scores = scores.map { $0.benchmark == 3 ? .init(model: $0.model, benchmark: 3, share: $0.model < 15 ? 0 : 1) : $0 }
    let matrix = ScoreMatrix(
      models: (0..<30).map { "model \($0)" }, benchmarks: (0..<6).map { $0 == 0 ? "anchor" : "benchmark \($0)" },
      scores: scores)
    var settings = SyntheticScores.settings
    settings.penalty = 1e-4
    let fitter = try CapabilityFitter(matrix, settings: settings)
    let fit = fitter.fit()
    #expect(fit.slopes[3] == 10)
    #expect(fit.gradient <= settings.tolerance)
    let scale = CapabilityScale(low: ("model 0", 0), high: ("model 29", 1))
    let diagnostics = try CapabilityDiagnostics(fitter, fit, scale: scale)
    #expect(diagnostics.identifiability.atBound == ["slope of benchmark 3"])
  }

  @Test("scores that fall apart are refused, with the groups named")
  func disconnected() throws {
    let matrix = ScoreMatrix(
      models: ["a", "b", "c", "d", "e"], benchmarks: ["anchor", "other"],
      scores: [(0, 0), (1, 0), (2, 0), (3, 1), (4, 1)].map { .init(model: $0.0, benchmark: $0.1, share: 0.5) })
    let error = #expect(throws: CapabilityFitError.self) {
      try CapabilityFitter(matrix, settings: SyntheticScores.settings)
    }
    #expect(error == .disconnected([["a", "b", "c"], ["d", "e"]]))
    #expect(error?.description.contains("2 groups") == true)
    #expect(error?.description.contains("(d, e)") == true)
  }

  @Test("nothing to fit and a missing anchor are refused")
  func refusals() {
    #expect(throws: CapabilityFitError.noScores) {
      try CapabilityFitter(ScoreMatrix(models: [], benchmarks: [], scores: []))
    }
    let matrix = ScoreMatrix(models: ["a"], benchmarks: ["b"], scores: [.init(model: 0, benchmark: 0, share: 0.5)])
    #expect(throws: CapabilityFitError.noAnchor("Winogrande")) { try CapabilityFitter(matrix) }
  }

  private static func cost(_ matrix: ScoreMatrix, _ fit: CapabilityFit, lambda: Double) -> Double {
    let squares = matrix.scores.reduce(0) { sum, score in
      let residual = fit.expected(score) - score.share
      return sum + residual * residual
    }
    let ridge = (fit.capabilities + fit.difficulties + fit.slopes.dropFirst()).reduce(0) { $0 + $1 * $1 }
    return (squares + lambda * ridge) / 2
  }
}
