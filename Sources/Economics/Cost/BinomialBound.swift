internal import Foundation

/// What failures that were counted say about the true share of failures.
public enum BinomialBound {
  /// The most that the true share can be, at a one-sided confidence, after `failures` of `count` (Clopper, Pearson 1934).
  ///
  /// Without failures it is `1 − (1 − confidence)^(1/count)`, of which the rule of three, `3/count` at 95 %, is the
  /// approximation. Nothing counted bounds nothing: 1.
  public static func upper(failures: Int, of count: Int, confidence: Double = 0.95) -> Double {
    guard count > 0, failures < count else { return 1 }
    let rest = 1 - min(max(confidence, 0), 1 - 1e-12)
    guard failures > 0 else { return -expm1(log(rest) / Double(count)) }
    let a = Double(failures) + 1
    let b = Double(count - failures)
    return bisect { incompleteBeta($0, a, b) < 1 - rest }
  }

  /// The least that the true share can be, at a one-sided confidence.
  public static func lower(failures: Int, of count: Int, confidence: Double = 0.95) -> Double {
    guard count > 0, failures > 0 else { return 0 }
    return 1 - upper(failures: max(0, count - failures), of: count, confidence: confidence)
  }

  /// How many samples without any failure bound the share by `epsilon`; nil when no number does.
  public static func cleanSamples(toProve epsilon: Double, confidence: Double = 0.95) -> Int? {
    guard epsilon > 0, epsilon < 1, confidence > 0, confidence < 1 else { return epsilon >= 1 ? 0 : nil }
    let count = (log(1 - confidence) / log1p(-epsilon)).rounded(.up)
    return count < 1e15 ? Int(count) : nil
  }

  private static func bisect(_ isBelow: (Double) -> Bool) -> Double {
    var low = 0.0
    var high = 1.0
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if isBelow(middle) { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  // The regularised incomplete beta function by Lentz's continued fraction.
  private static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    guard x < (a + 1) / (a + b + 2) else { return 1 - front * fraction(1 - x, b, a) / b }
    return front * fraction(x, a, b) / a
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    func safe(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
    var c = 1.0
    var d = 1 / safe(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / safe(1 + even * d)
      c = safe(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / safe(1 + odd * d)
      c = safe(1 + odd / c)
      result *= d * c
      if abs(d * c - 1) < 1e-14 { break }
    }
    return result
  }
}
