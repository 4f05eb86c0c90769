internal import Learning

/// Student's t distribution, which small samples need in place of the normal one.
struct StudentT: Sendable {
  /// Degrees of freedom.
  var freedom: Double

  /// The probability of a value up to `t`.
  func cumulative(_ t: Double) -> Double {
    guard t.isFinite else { return t > 0 ? 1 : 0 }
    let tail = 0.5 * IncompleteBeta.regularized(freedom / (freedom + t * t), freedom / 2, 0.5)
    return t > 0 ? 1 - tail : tail
  }

  /// The value below which lies the given probability.
  func quantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else { return probability <= 0 ? -.infinity : .infinity }
    guard probability != 0.5 else { return 0 }
    let upper = max(probability, 1 - probability)
    var low = 0.0
    var high = 2.0
    while cumulative(high) < upper, high < 1e12 { high *= 2 }
    for _ in 0..<80 where high - low > 1e-12 * high {
      let middle = (low + high) / 2
      if cumulative(middle) < upper { low = middle } else { high = middle }
    }
    return probability > 0.5 ? (low + high) / 2 : -(low + high) / 2
  }

  /// How far from the middle the two-sided band of a level reaches.
  func reach(_ level: Double) -> Double { quantile(0.5 + level / 2) }
}
