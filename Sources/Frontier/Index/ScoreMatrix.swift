/// Scores of models on benchmarks: what a capability index is fitted to.
public struct ScoreMatrix: Sendable {
  /// One model's score on one benchmark, corrected for chance: 0 is guessing, 1 is perfect.
  public struct Score: Hashable, Sendable {
    public var model: Int
    public var benchmark: Int
    public var share: Double

    public init(model: Int, benchmark: Int, share: Double) {
      self.model = model
      self.benchmark = benchmark
      self.share = share
    }
  }

  public var models: [String]
  public var benchmarks: [String]
  /// Sorted by model, then benchmark; at most one for each pair.
  public let scores: [Score]

  /// Keeps the best of several scores of a pair. Scores are clipped to `bounds`, beyond which a logistic is flat.
  public init(models: [String], benchmarks: [String], scores: [Score]) {
    self.models = models
    self.benchmarks = benchmarks
    var best: [Int: Score] = [:]
    for score in scores {
      let pair = score.model * benchmarks.count + score.benchmark
      if let known = best[pair], known.share >= score.share { continue }
      best[pair] = Score(
        model: score.model, benchmark: score.benchmark,
        share: min(max(score.share, Self.bounds.lowerBound), Self.bounds.upperBound))
    }
    self.scores = best.sorted { $0.key < $1.key }.map(\.value)
  }

  /// As Epoch clips them.
  public static let bounds = 1e-3...(1 - 1e-3)

  /// Groups of models that no benchmark joins, as names of models, the largest first. One group is what a fit needs.
  public var components: [[String]] {
    let graph = ScoreGraph(self)
    let groups = Dictionary(grouping: models.indices) { graph.groups[$0] }
    return groups.values.map { $0.map { models[$0] } }.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
  }
}
