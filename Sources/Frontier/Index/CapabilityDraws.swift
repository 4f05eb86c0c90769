/// Capabilities in points by draw: the sampling distribution of an index.
public struct CapabilityDraws: Sendable {
  /// A row for each draw and a column for each model, in points; not a number where the draw tells nothing of the model,
  /// since none of its scores was drawn or none joins it to the others.
  public var points: [[Double]]
  /// Draws that are left out because an anchor of the scale was missing from them.
  public var dropped: Int

  public init(points: [[Double]], dropped: Int = 0) {
    self.points = points
    self.dropped = dropped
  }

  /// The points of one model in the draws that have it.
  public func sample(of model: Int) -> [Double] { points.map { $0[model] }.filter(\.isFinite) }

  /// The 90 % interval of one model's points; of no width for the scale's anchors, which are fixed by definition.
  public func interval(of model: Int) -> ClosedRange<Double>? { Quantile.interval(sample(of: model)) }

  /// The standard error in points of the difference of two models, over the draws that have both; nil of fewer than two.
  public func standardError(_ left: Int, _ right: Int) -> Double? {
    let differences = points.map { $0[left] - $0[right] }.filter(\.isFinite)
    guard differences.count > 1 else { return nil }
    let mean = differences.reduce(0, +) / Double(differences.count)
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(differences.count - 1)).squareRoot()
  }
}
