/// Whether things that were given a probability happen as often as that says.
public struct Reliability: Sendable {
  /// Cases whose probabilities are near each other.
  public struct Bin: Sendable {
    /// The mean of their probabilities.
    public var predicted: Double
    /// How often it happened.
    public var observed: Proportion
  }

  /// Ten ranges of equal width, those without cases left out.
  public let bins: [Bin]
  /// The mean distance of what was predicted and what was observed, by cases (ECE: Naeini et al. 2015).
  public let expectedError: Double

  public init(_ probabilities: [Double], happened: [Bool]) {
    var sums = [(sum: Double, hits: Int, count: Int)](repeating: (0, 0, 0), count: 10)
    for (probability, hit) in zip(probabilities, happened) {
      let bin = min(9, max(0, Int(probability * 10)))
      sums[bin].sum += probability
      sums[bin].hits += hit ? 1 : 0
      sums[bin].count += 1
    }
    bins = sums.filter { $0.count > 0 }
      .map { Bin(predicted: $0.sum / Double($0.count), observed: Proportion(hits: $0.hits, count: $0.count)) }
    let total = Double(max(1, probabilities.count))
    expectedError = bins.reduce(0) { error, bin in
      error + abs(bin.predicted - bin.observed.share) * Double(bin.observed.count) / total
    }
  }
}
