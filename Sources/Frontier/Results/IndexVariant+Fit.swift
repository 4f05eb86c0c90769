extension IndexVariant {
  /// How many draws are made, and how many of them are kept for others to use.
  public struct Draws: Hashable, Sendable {
    /// Draws in which each model keeps its number of scores.
    public var perModel: Int
    /// Draws in which all scores are one urn.
    public var unstratified: Int
    /// Draws in which benchmarks are drawn with all their scores.
    public var benchmarks: Int
    public var seed: UInt64

    public init(perModel: Int, unstratified: Int = 0, benchmarks: Int = 0, seed: UInt64) {
      self.perModel = perModel
      self.unstratified = unstratified
      self.benchmarks = benchmarks
      self.seed = seed
    }
  }

  /// Fits an index to the scores that a specification selects, and refits it to resampled ones.
  ///
  /// The index of everything is on Epoch's scale. Any other is brought as close to its points as a line can: a lag does
  /// not depend on the scale, and a gap in points then means about the same. Models without facts are left out.
  ///
  /// - Parameters:
  ///   - known: Points by model of the index of everything; nil for that index itself.
  ///   - number: The place of each model, by name, among those of the results.
  static func fit(
    _ specification: IndexSpecification, _ data: FrontierData, known: [String: Double]?, number: [String: Int],
    draws: Draws, workers: Int, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> IndexVariant {
    let (matrix, models) = specification.select(data)
    var settings = CapabilityFitter.Settings()
    settings.anchor = anchor(matrix, preferred: specification.benchmarks == nil ? settings.anchor : nil)
    let fitter = try CapabilityFitter(matrix, settings: settings)
    let fit = fitter.fit()
    let usual = CapabilityScale.usual(fit.capabilities, models: matrix.models)
    func scale(_ capabilities: [Double]) throws(CapabilityFitError) -> PointScale {
      guard let known else { return try PointScale(usual, capabilities, models: matrix.models) }
      guard let scale = PointScale(capabilities, to: matrix.models.map { known[$0] }) else {
        throw .noScale(specification.name)
      }
      return scale
    }
    let kept = matrix.models.indices.filter { models[$0] != nil && number[matrix.models[$0]] != nil }
    func rows(_ resampling: ScoreResampling, _ count: Int) async throws -> [[Double]] {
      guard count > 0 else { return [] }
      let refits = try await CapabilityBootstrap.run(
        fitter, from: fit, count: count, seed: draws.seed, resampling: resampling, workers: workers,
        progress: progress)
      // A draw that lost what sets its scale says nothing about points.
      return refits.draws.compactMap { capabilities -> [Double]? in
        guard let scale = try? scale(capabilities) else { return nil }
        return kept.map { scale(capabilities[$0]) }
      }
    }
    let own = try scale(fit.capabilities)
    let perModel = try await rows(.perModel, draws.perModel)
    let capabilities = kept.enumerated().map { place, model in
      let points = rounded(own(fit.capabilities[model]))
      let interval = Quantile.interval(perModel.map { $0[place] }.filter(\.isFinite)).map {
        rounded($0.lowerBound)...rounded($0.upperBound)
      }
      return Capability(
        model: number[matrix.models[model], default: 0], points: points, interval: interval ?? points...points)
    }
    var counts = [Int](repeating: 0, count: matrix.benchmarks.count)
    for score in matrix.scores { counts[score.benchmark] += 1 }
    return IndexVariant(
      name: specification.name, until: specification.until, scores: matrix.scores.count, cost: fit.cost,
      gradient: fit.gradient, anchor: settings.anchor, seed: draws.seed,
      benchmarks: matrix.benchmarks.indices.map {
        Benchmark(
          name: matrix.benchmarks[$0], difficulty: rounded(own(fit.difficulties[$0])),
          slope: rounded(fit.slopes[$0] / own.factor), models: counts[$0])
      },
      capabilities: capabilities, perModel: PointDraws(perModel, models: kept.count),
      unstratified: PointDraws(try await rows(.all, draws.unstratified), models: kept.count),
      byBenchmark: PointDraws(try await rows(.benchmarks, draws.benchmarks), models: kept.count))
  }

  /// Numbers are kept to a millionth, so that what is written is what is read.
  private static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }

  /// The preferred benchmark if it has scores, else the one with most: its slope is known best.
  private static func anchor(_ matrix: ScoreMatrix, preferred: String?) -> String {
    if let preferred, matrix.benchmarks.contains(preferred) { return preferred }
    var counts = [Int](repeating: 0, count: matrix.benchmarks.count)
    for score in matrix.scores { counts[score.benchmark] += 1 }
    return counts.indices.max { counts[$0] < counts[$1] }.map { matrix.benchmarks[$0] } ?? ""
  }
}
