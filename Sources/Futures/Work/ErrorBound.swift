/// What irrecoverable work demands: the 95 % upper confidence bound on the chance of an error must not exceed a limit.
public struct ErrorBound: Hashable, Sendable {
  /// The limit, a probability.
  public var limit: Double
  /// How many judged answers the bound will rest on. Without a failure it is 3 / samples (rule of three).
  public var samples: Double

  public init(limit: Double, samples: Double) {
    self.limit = limit
    self.samples = samples
  }

  /// The bound that so many samples give for a model whose chance of an error is `error`, at the expected count.
  ///
  /// n u ≈ x + 1.645 √(x + 0.68) + 1.64 follows the exact Poisson bound (Garwood 1936) within 1 % for x from 0 to 1000.
  public func upper(_ error: Double) -> Double {
    let count = samples * max(0, error)
    return min(1, (count + 1.645 * (count + 0.68).squareRoot() + 1.64) / samples)
  }

  /// The largest chance of an error that still meets it; negative if no model can with so few samples.
  public var largestError: Double {
    guard upper(0) <= limit else { return -1 }
    var low = 0.0
    var high = 1.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if upper(middle) <= limit { low = middle } else { high = middle }
    }
    return low
  }
}
