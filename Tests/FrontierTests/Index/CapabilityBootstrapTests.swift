import Learning
import Synchronization
import Testing

@testable import Frontier

@Suite("Bootstrap of an index")
struct CapabilityBootstrapTests {
  private let truth = SyntheticScores(models: 24, benchmarks: 8, perModel: 5, seed: 11)
  private let fitter: CapabilityFitter
  private let fit: CapabilityFit

  init() throws {
    fitter = try CapabilityFitter(truth.matrix, settings: SyntheticScores.settings)
    fit = fitter.fit()
  }

  @Test("the same seed gives the same draws to the last bit with any number of workers", arguments: [2, 3, 8])
  func workers(workers: Int) async throws {
    let alone = try await CapabilityBootstrap.run(fitter, from: fit, count: 12, seed: 3, workers: 1)
    let together = try await CapabilityBootstrap.run(fitter, from: fit, count: 12, seed: 3, workers: workers)
    #expect(alone.draws == together.draws)
    #expect(alone.draws.count == 12)
    #expect(Set(alone.draws).count == 12)
    #expect(alone.unfinished == 0)
  }

  @Test("other seeds give other draws, also where seed and draw add up to the same")
  func seeds() async throws {
    let one = try await CapabilityBootstrap.run(fitter, from: fit, count: 4, seed: 3, workers: 1)
    let next = try await CapabilityBootstrap.run(fitter, from: fit, count: 4, seed: 4, workers: 1)
    #expect(Set(one.draws).isDisjoint(with: next.draws))
    var first = SplitMix64(seed: 3, stream: 0)
    let numbers = (0..<50).map { _ in first.next() }
    var second = SplitMix64(seed: 3, stream: 1)
    #expect(!(0..<50).contains { _ in numbers.contains(second.next()) })
  }

  @Test("a refit ends at its own optimum")
  func optimum() async throws {
    let draws = try await CapabilityBootstrap.run(fitter, from: fit, count: 3, seed: 9, workers: 1).draws
    for draw in draws.indices {
      var random = SplitMix64(seed: 9, stream: draw)
      let refit = fitter.fit(weights: ScoreResampling.perModel.weights(truth.matrix, &random), from: fit)
      for (one, other) in zip(draws[draw], refit.capabilities) where one.isFinite { #expect(abs(one - other) < 1e-3) }
    }
  }

  @Test("a model whose benchmarks were not drawn has no number in that draw, and all others have one")
  func missing() async throws {
    let truth = SyntheticScores(models: 24, benchmarks: 8, perModel: 3, seed: 12)
    let fitter = try CapabilityFitter(truth.matrix, settings: SyntheticScores.settings)
    let fit = fitter.fit()
    let bootstrap = try await CapabilityBootstrap.run(
      fitter, from: fit, count: 60, seed: 5, resampling: .benchmarks, workers: 2)
    var missing = 0
    for (draw, capabilities) in bootstrap.draws.enumerated() {
      var random = SplitMix64(seed: 5, stream: draw)
      let weights = ScoreResampling.benchmarks.weights(truth.matrix, &random)
      let graph = ScoreGraph(truth.matrix, weights: weights)
      #expect(capabilities.map(\.isFinite) == graph.largest)
      missing += capabilities.count { !$0.isFinite }
    }
    #expect(missing > 0)
    let draws = try bootstrap.points(truth.scale, models: truth.matrix.models)
    let low = bootstrap.draws.count { !$0[0].isFinite || !$0[23].isFinite }
    #expect(draws.dropped >= low)
    #expect(draws.points.count + draws.dropped == 60)
    #expect(draws.points.allSatisfy { abs($0[0] - 100) < 1e-9 && abs($0[23] - 150) < 1e-9 })
    #expect(draws.sample(of: 12).count <= draws.points.count)
    #expect(draws.interval(of: 12).map { $0.lowerBound < $0.upperBound } == true)
  }

  @Test("no draw over weighted models and benchmarks is without a model")
  func weighted() async throws {
    let bootstrap = try await CapabilityBootstrap.run(
      fitter, from: fit, count: 20, seed: 5, resampling: .modelsAndBenchmarks, workers: 2)
    #expect(bootstrap.draws.allSatisfy { $0.allSatisfy(\.isFinite) })
  }

  @Test("progress counts every draw, and a cancelled task ends with an error")
  func progress() async throws {
    let seen = Mutex<Set<Int>>([])
    _ = try await CapabilityBootstrap.run(fitter, from: fit, count: 10, seed: 1, workers: 2) { done in
      _ = seen.withLock { $0.insert(done) }
    }
    #expect(seen.withLock { $0 } == Set(1...10))
    let (fitter, fit) = (fitter, fit)
    let task = Task { try await CapabilityBootstrap.run(fitter, from: fit, count: 1_000_000, seed: 1, workers: 2) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("a scale whose anchor is unknown is refused")
  func noScale() async throws {
    let bootstrap = try await CapabilityBootstrap.run(fitter, from: fit, count: 2, seed: 1, workers: 1)
    #expect(throws: CapabilityFitError.noScale("Claude 3.5 Sonnet")) {
      try bootstrap.points(.epoch, models: truth.matrix.models)
    }
  }
}
