/// What is to be known of a fit before its numbers are believed.
public struct CapabilityDiagnostics: Sendable {
  /// By benchmark, in the matrix's order.
  public var benchmarks: [ScoreResiduals]
  /// By model, in the matrix's order.
  public var models: [ScoreResiduals]
  /// Of all scores.
  public var rootMeanSquare: Double
  /// The sum of all leverages: the generalised degrees of freedom that the fit spends (Ye 1998).
  public var effectiveParameters: Double
  /// One for each model, in points, by the delta method from the cost's second derivatives; 0 for the scale's anchors.
  public var standardErrors: [Double]
  public var identifiability: CapabilityIdentifiability

  /// Looks at a fit.
  ///
  /// - Throws: `noScale` without the scale's anchors, `noMinimum` if the fit did not end at one.
  public init(
    _ fitter: CapabilityFitter, _ fit: CapabilityFit, scale: CapabilityScale
  ) throws(CapabilityFitError) {
    let matrix = fitter.matrix
    let conversion = try scale.conversion(fit.capabilities, models: matrix.models)
    guard let covariance = CapabilityCovariance(fitter, fit) else { throw .noMinimum }
    var leverages = [Double](repeating: 0, count: matrix.scores.count)
    for (source, leverage) in zip(fitter.layout.sources, covariance.leverages) { leverages[source] = leverage }
    let residuals = matrix.scores.map { $0.share - fit.expected($0) }
    benchmarks = ScoreResiduals.grouped(matrix, residuals, leverages, by: matrix.benchmarks, of: matrix.models) {
      ($0.benchmark, $0.model)
    }
    models = ScoreResiduals.grouped(matrix, residuals, leverages, by: matrix.models, of: matrix.benchmarks) {
      ($0.model, $0.benchmark)
    }
    let squares = residuals.reduce(0) { $0 + $1 * $1 }
    rootMeanSquare = (squares / Double(residuals.count)).squareRoot()
    effectiveParameters = leverages.reduce(0, +)
    let variance = squares / max(1, Double(residuals.count) - effectiveParameters)
    standardErrors = Self.errors(covariance, fit, conversion, scale, matrix.models).map { $0 * variance.squareRoot() }
    identifiability = CapabilityIdentifiability(matrix, fit, covariance.schur, fitter.layout)
  }

  /// Standard errors in points for residuals of variance 1. An anchor's error counts in every other model's points.
  private static func errors(
    _ covariance: CapabilityCovariance, _ fit: CapabilityFit, _ conversion: CapabilityScale.Conversion,
    _ scale: CapabilityScale, _ models: [String]
  ) -> [Double] {
    guard let low = models.firstIndex(of: scale.low.model), let high = models.firstIndex(of: scale.high.model) else {
      return []
    }
    let distance = fit.capabilities[high] - fit.capabilities[low]
    return models.indices.map { model in
      let way = (fit.capabilities[model] - fit.capabilities[low]) / distance
      // Derivatives of the points by the capabilities of the model and of the two anchors.
      let terms = [(model, 1.0), (low, way - 1), (high, -way)].map { ($0.0, $0.1 * conversion.perUnit) }
      var sum = 0.0
      for (one, share) in terms {
        for (other, otherShare) in terms { sum += share * otherShare * covariance.capabilities(one, other) }
      }
      return max(sum, 0).squareRoot()
    }
  }
}
