/// What a conclusion would be if a benchmark did not exist: how much it hangs on each of them.
public struct CapabilityInfluence: Hashable, Sendable {
  public var benchmark: String
  /// The number looked at without the benchmark; nil if there is none.
  public var value: Double?
  /// The value less that with all benchmarks.
  public var change: Double?

  /// Refits without each benchmark in turn, the most influential first.
  ///
  /// `quantity` takes points in the matrix's order, such as `{ $0[best] - $0[second] }`. A model that the remaining
  /// benchmarks do not join to the others has no points there, but a value that is not a number; so has a quantity.
  public static func leavingOutEach(
    _ fitter: CapabilityFitter, _ fit: CapabilityFit, scale: CapabilityScale,
    tolerance: Double = CapabilityBootstrap.tolerance, quantity: (_ points: [Double]) -> Double?
  ) throws(CapabilityFitError) -> [CapabilityInfluence] {
    let matrix = fitter.matrix
    let whole = quantity(try scale.points(fit.capabilities, models: matrix.models)).flatMap { $0.isFinite ? $0 : nil }
    var search = CapabilitySearch(fitter)
    var influences: [CapabilityInfluence] = []
    for benchmark in matrix.benchmarks.indices {
      let weights = matrix.scores.map { $0.benchmark == benchmark ? 0.0 : 1 }
      search.run(weights: weights, from: fit, tolerance: tolerance)
      let isKnown = ScoreGraph(matrix, weights: weights).largest
      let known = zip(search.capabilities, isKnown).map { $1 ? $0 : .nan }
      let points = try? scale.points(known, models: matrix.models)
      let value = points.flatMap(quantity).flatMap { $0.isFinite ? $0 : nil }
      let change = value.flatMap { value in whole.map { value - $0 } }
      influences.append(
        CapabilityInfluence(benchmark: matrix.benchmarks[benchmark], value: value, change: change))
    }
    return influences.enumerated()
      .sorted { left, right in
        let sizes = (abs(left.element.change ?? .infinity), abs(right.element.change ?? .infinity))
        return (sizes.1, left.offset) < (sizes.0, right.offset)
      }
      .map(\.element)
  }
}
