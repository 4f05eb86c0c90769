/// Capabilities of models and what their benchmarks ask for: score = logistic(slope · (capability − difficulty)).
///
/// The item-response model of Epoch's Capabilities Index (Ho et al. 2025, arXiv 2512.00193), two parameters a benchmark.
public struct CapabilityFit: Sendable {
  /// One for each model, on the fit's own scale.
  public var capabilities: [Double]
  /// One for each benchmark: the capability at which half of it is solved.
  public var difficulties: [Double]
  /// One for each benchmark: how sharply it separates.
  public var slopes: [Double]
  /// Half the sum of squared residuals, plus the penalty.
  public var cost: Double
  /// The largest derivative of the cost at the end: 0 at the optimum.
  public var gradient: Double
  /// Steps that the optimiser took.
  public var steps: Int

  /// The score that the fit expects.
  public func expected(_ score: ScoreMatrix.Score) -> Double {
    CapabilityFitter.logistic(slopes[score.benchmark] * (capabilities[score.model] - difficulties[score.benchmark]))
  }
}
