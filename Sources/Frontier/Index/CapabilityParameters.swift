/// A point in the space that a fit searches, in the order of its `ScoreLayout`.
struct CapabilityParameters: Sendable {
  var capabilities: [Double]
  /// Difficulty and slope of the benchmark at each place.
  var benchmarks: [SIMD2<Double>]

  /// As Epoch bounds them.
  static let places = -10.0...10.0
  static let slopes = 0.1...10.0
  static let lowest = SIMD2(places.lowerBound, slopes.lowerBound)
  static let highest = SIMD2(places.upperBound, slopes.upperBound)

  init(capabilities: [Double], benchmarks: [SIMD2<Double>]) {
    self.capabilities = capabilities
    self.benchmarks = benchmarks
  }

  init(_ fit: CapabilityFit, _ layout: ScoreLayout) {
    capabilities = fit.capabilities
    benchmarks = layout.benchmarks.map { SIMD2(fit.difficulties[$0], fit.slopes[$0]) }
  }

  /// The nearest point within the bounds.
  var bounded: CapabilityParameters {
    CapabilityParameters(
      capabilities: capabilities.map { min(max($0, Self.places.lowerBound), Self.places.upperBound) },
      benchmarks: benchmarks.map { $0.clamped(lowerBound: Self.lowest, upperBound: Self.highest) })
  }

  /// The sum of squares of all parameters but the anchor's slope.
  func squares(anchor: Int) -> Double {
    var sum = 0.0
    for capability in capabilities { sum += capability * capability }
    for benchmark in benchmarks { sum += (benchmark * benchmark).sum() }
    return sum - benchmarks[anchor].y * benchmarks[anchor].y
  }
}
