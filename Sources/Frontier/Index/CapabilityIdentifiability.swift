/// Whether the scores decide the parameters, or the penalty and the bounds do.
public struct CapabilityIdentifiability: Hashable, Sendable {
  /// Of the benchmarks' equations, once the models are eliminated: the largest eigenvalue, and the smallest among
  /// directions that do not move all difficulties alike. Moving all alike changes no expected score, so that the penalty
  /// alone fixes it, and conversion to points takes it out.
  public var largestEigenvalue: Double
  public var smallestEigenvalue: Double
  /// The benchmarks that change most in the direction decided least, the first most of all.
  public var weakest: [String]
  /// Parameters that a bound holds, such as `slope of Winogrande`.
  public var atBound: [String]
  /// Benchmarks whose scores hardly differ, which say little of who is abler.
  public var withoutSpread: [String]

  /// How many times better the best decided direction is known than the worst.
  public var condition: Double { largestEigenvalue / smallestEigenvalue }

  /// A standard deviation of scores below this is hardly any.
  public static let leastSpread = 0.02

  init(_ matrix: ScoreMatrix, _ fit: CapabilityFit, _ schur: EnvelopeMatrix, _ layout: ScoreLayout) {
    largestEigenvalue = schur.largestEigenvalue
    let weak = schur.smallestEigenvalue(excluding: [SIMD2<Double>](repeating: [1, 0], count: schur.count))
    smallestEigenvalue = weak.value
    let sizes = weak.direction.map { ($0 * $0).sum() }
    weakest = sizes.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }.prefix(3)
      .map { matrix.benchmarks[layout.benchmarks[$0]] }
    let places = CapabilityParameters.places
    let slopes = CapabilityParameters.slopes
    func isAtBound(_ value: Double, _ bounds: ClosedRange<Double>) -> Bool {
      value <= bounds.lowerBound || value >= bounds.upperBound
    }
    atBound =
      matrix.models.indices.filter { isAtBound(fit.capabilities[$0], places) }.map {
        "capability of \(matrix.models[$0])"
      }
      + matrix.benchmarks.indices.filter { isAtBound(fit.difficulties[$0], places) }
      .map { "difficulty of \(matrix.benchmarks[$0])" }
      + matrix.benchmarks.indices.filter { isAtBound(fit.slopes[$0], slopes) }.map {
        "slope of \(matrix.benchmarks[$0])"
      }
    var shares = [[Double]](repeating: [], count: matrix.benchmarks.count)
    for score in matrix.scores { shares[score.benchmark].append(score.share) }
    withoutSpread = matrix.benchmarks.indices.filter { Self.spread(shares[$0]) < Self.leastSpread }
      .map { matrix.benchmarks[$0] }
  }

  private static func spread(_ numbers: [Double]) -> Double {
    guard numbers.count > 1 else { return 0 }
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    return (numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count - 1)).squareRoot()
  }
}
