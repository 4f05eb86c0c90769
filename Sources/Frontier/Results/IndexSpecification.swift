/// Which scores an index is fitted to.
public struct IndexSpecification: Hashable, Sendable {
  /// A short name, such as `all`, `private` or `until 2025-10-30`.
  public var name: String
  /// The benchmarks that count; nil for all of them.
  public var benchmarks: Set<String>?
  /// Only models released up to this day count, as if the fit had been made then; nil for all.
  public var until: Day?
  /// A model needs scores on so many benchmarks. Data have been through their importer's rule already (Epoch's asks for 4);
  /// a few benchmarks of one field leave too few models.
  public var fewestBenchmarks: Int

  public init(name: String, benchmarks: Set<String>? = nil, until: Day? = nil, fewestBenchmarks: Int? = nil) {
    self.name = name
    self.benchmarks = benchmarks
    self.until = until
    self.fewestBenchmarks = fewestBenchmarks ?? (benchmarks == nil ? 2 : 3)
  }

  /// All models and benchmarks.
  public static let all = IndexSpecification(name: "all")

  /// The scores that count, without models with too few of them and benchmarks with one model.
  func select(_ data: FrontierData) -> (matrix: ScoreMatrix, models: [FrontierModel?]) {
    var kept = data.matrix.scores.filter { score in
      guard benchmarks?.contains(data.matrix.benchmarks[score.benchmark]) ?? true else { return false }
      guard let until else { return true }
      return data.models[score.model].map { $0.released <= until } ?? false
    }
    // Leaving out a model can leave a benchmark with one model, and the other way round.
    var count = -1
    while kept.count != count {
      count = kept.count
      var perModel: [Int: Int] = [:]
      var perBenchmark: [Int: Int] = [:]
      for score in kept {
        perModel[score.model, default: 0] += 1
        perBenchmark[score.benchmark, default: 0] += 1
      }
      kept.removeAll { perModel[$0.model, default: 0] < fewestBenchmarks || perBenchmark[$0.benchmark, default: 0] < 2 }
    }
    let keptModels = Set(kept.map(\.model)).sorted()
    let keptBenchmarks = Set(kept.map(\.benchmark)).sorted()
    let modelNumbers = Dictionary(uniqueKeysWithValues: zip(keptModels, keptModels.indices))
    let benchmarkNumbers = Dictionary(uniqueKeysWithValues: zip(keptBenchmarks, keptBenchmarks.indices))
    let matrix = ScoreMatrix(
      models: keptModels.map { data.matrix.models[$0] }, benchmarks: keptBenchmarks.map { data.matrix.benchmarks[$0] },
      scores: kept.compactMap { score in
        guard let model = modelNumbers[score.model], let benchmark = benchmarkNumbers[score.benchmark] else {
          return nil
        }
        return .init(model: model, benchmark: benchmark, share: score.share)
      })
    return (matrix, keptModels.map { data.models[$0] })
  }
}
