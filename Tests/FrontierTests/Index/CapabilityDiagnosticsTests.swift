import Testing

@testable import Frontier

@Suite("Diagnostics of a fit")
struct CapabilityDiagnosticsTests {
  private static func planted(_ change: (ScoreMatrix.Score) -> Double) -> ScoreMatrix {
    let matrix = SyntheticScores(models: 40, benchmarks: 10, perModel: 8, noise: 0.02, seed: 21).matrix
    return ScoreMatrix(
      models: matrix.models, benchmarks: matrix.benchmarks,
      scores: matrix.scores.map { .init(model: $0.model, benchmark: $0.benchmark, share: change($0)) })
  }

  private static let scale = CapabilityScale(low: ("model 0", 100), high: ("model 39", 150))

  @Test("a score that does not fit is named by its model and by its benchmark")
  func residuals() throws {
    let matrix = Self.planted { $0.model == 20 && $0.benchmark == 5 ? 0.001 : $0.share }
    let fitter = try CapabilityFitter(matrix, settings: SyntheticScores.settings)
    let fit = fitter.fit()
    let diagnostics = try CapabilityDiagnostics(fitter, fit, scale: Self.scale)
    #expect(diagnostics.benchmarks[5].worst?.name == "model 20")
    #expect(diagnostics.models[20].worst?.name == "benchmark 5")
    #expect((diagnostics.models[20].worst?.residual ?? 0) < -0.1)
    #expect(diagnostics.models.max { $0.rootMeanSquare < $1.rootMeanSquare }?.name == "model 20")
    #expect(diagnostics.models.reduce(0) { $0 + $1.count } == matrix.scores.count)
    let byModel = diagnostics.models.reduce(0) { $0 + $1.leverage }
    let byBenchmark = diagnostics.benchmarks.reduce(0) { $0 + $1.leverage }
    #expect(abs(byModel - byBenchmark) < 1e-9)
  }

  @Test("a leverage is how far a score pulls what is expected of it")
  func leverage() throws {
    let matrix = Self.planted(\.share)
    let fitter = try CapabilityFitter(matrix, settings: SyntheticScores.settings)
    let covariance = try #require(CapabilityCovariance(fitter, fitter.fit()))
    let leverages = covariance.leverages
    // A score near 0 or 1 is clipped, and then a change does not arrive.
    let inner = leverages.indices.filter { (0.1...0.9).contains(fitter.layout.shares[$0]) }
    for index in inner.prefix(2) + inner.suffix(2) {
      let source = fitter.layout.sources[index]
      func expected(_ change: Double) throws -> Double {
        var scores = matrix.scores
        scores[source].share += change
        let moved = ScoreMatrix(models: matrix.models, benchmarks: matrix.benchmarks, scores: scores)
        return try CapabilityFitter(moved, settings: SyntheticScores.settings).fit().expected(scores[source])
      }
      #expect(try abs((expected(1e-4) - expected(-1e-4)) / 2e-4 - leverages[index]) < 1e-4)
    }
  }

  @Test("standard errors are as large as the spread of the bootstrap, and those of the anchors 0")
  func standardErrors() async throws {
    let matrix = Self.planted(\.share)
    let fitter = try CapabilityFitter(matrix, settings: SyntheticScores.settings)
    let fit = fitter.fit()
    let errors = try CapabilityDiagnostics(fitter, fit, scale: Self.scale).standardErrors
    #expect(errors[0] < 1e-9 && errors[39] < 1e-9)
    let draws = try await CapabilityBootstrap.run(fitter, from: fit, count: 80, seed: 2, resampling: .all, workers: 2)
      .points(Self.scale, models: matrix.models)
    // An anchor does not vary, so the error of the difference to it is the model's own.
    let ratios = [5, 10, 20, 30].compactMap { model in draws.standardError(model, 0).map { errors[model] / $0 } }
    #expect(ratios.count == 4)
    #expect(ratios.allSatisfy { (0.4...2.0).contains($0) }, "\(ratios)")
  }

  @Test("the benchmark on which a comparison hangs comes first")
  func influence() throws {
    // On one benchmark alone, model 10 is far better than it is.
    let matrix = Self.planted { $0.model == 10 && $0.benchmark == 3 ? 0.99 : $0.share }
    #expect(matrix.scores.contains { $0.model == 10 && $0.benchmark == 3 })
    let fitter = try CapabilityFitter(matrix, settings: SyntheticScores.settings)
    let fit = fitter.fit()
    let influences = try CapabilityInfluence.leavingOutEach(fitter, fit, scale: Self.scale) { $0[10] - $0[12] }
    #expect(influences.count == 10)
    #expect(influences.first?.benchmark == "benchmark 3")
    #expect((influences.first?.change ?? 0) < 0)
  }

  @Test("a benchmark on which all score alike is named")
  func spread() throws {
    let matrix = Self.planted { $0.benchmark == 4 ? 0.9 : $0.share }
    let fitter = try CapabilityFitter(matrix, settings: SyntheticScores.settings)
    let fit = fitter.fit()
    let identifiability = try CapabilityDiagnostics(fitter, fit, scale: Self.scale).identifiability
    #expect(identifiability.withoutSpread == ["benchmark 4"])
    #expect(identifiability.condition > 1)
    #expect(identifiability.weakest.count == 3)
  }

  @Test("without the scale's anchors there are no diagnostics")
  func noScale() throws {
    let fitter = try CapabilityFitter(Self.planted(\.share), settings: SyntheticScores.settings)
    #expect(throws: CapabilityFitError.noScale("Claude 3.5 Sonnet")) {
      try CapabilityDiagnostics(fitter, fitter.fit(), scale: .epoch)
    }
  }
}
