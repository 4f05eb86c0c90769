/// A fitted index: points of models with intervals and draws, and what its benchmarks ask for.
public struct IndexVariant: Hashable, Sendable {
  /// A model's points.
  public struct Capability: Hashable, Sendable {
    /// Its place among the models of the results.
    public var model: Int
    public var points: Double
    /// Where 90 % of the draws lie, in points.
    public var interval: ClosedRange<Double>

    public init(model: Int, points: Double, interval: ClosedRange<Double>) {
      self.model = model
      self.points = points
      self.interval = interval
    }
  }

  /// A benchmark on the scale of points.
  public struct Benchmark: Hashable, Sendable {
    public var name: String
    /// The points at which half of it is solved.
    public var difficulty: Double
    /// How sharply it separates: the share solved is logistic(slope · (points − difficulty)).
    public var slope: Double
    /// How many models have a score on it.
    public var models: Int

    public init(name: String, difficulty: Double, slope: Double, models: Int) {
      self.name = name
      self.difficulty = difficulty
      self.slope = slope
      self.models = models
    }
  }

  public var name: String
  /// The last release that counted, if the fit was made as of a day.
  public var until: Day?
  /// How many scores it is fitted to.
  public var scores: Int
  /// Half the sum of squared residuals, plus the penalty.
  public var cost: Double
  /// The largest derivative of the cost at the end.
  public var gradient: Double
  /// The benchmark whose slope sets the fit's own scale.
  public var anchor: String
  /// The seed of the draws.
  public var seed: UInt64
  public var benchmarks: [Benchmark]
  public var capabilities: [Capability]
  /// Draws in which each model keeps its number of scores, in the order of `capabilities`.
  public var perModel: PointDraws
  /// Draws in which all scores are one urn; there may be none.
  public var unstratified: PointDraws
  /// Draws of benchmarks with all their scores, which cover the choice of benchmarks too; there may be none.
  public var byBenchmark: PointDraws

  /// The draws of one kind; none of kinds that are not kept.
  public func draws(_ resampling: ScoreResampling) -> PointDraws {
    switch resampling {
    case .perModel: perModel
    case .all: unstratified
    case .benchmarks: byBenchmark
    case .modelsAndBenchmarks: .none(models: capabilities.count)
    }
  }
}
