internal import Foundation

/// The regularised incomplete beta function: the tails of binomial shares and of Student's t.
public enum IncompleteBeta {
  /// I_x(a, b) for positive a and b, by Lentz's continued fraction (Press and others, Numerical Recipes 6.4).
  public static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - regularized(1 - x, b, a) }
    let front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)) / a
    func kept(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
    var c = 1.0
    var d = 1 / kept(1 - (a + b) * x / (a + 1))
    var fraction = d
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / kept(1 + even * d)
      c = kept(1 + even / c)
      fraction *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / kept(1 + odd * d)
      c = kept(1 + odd / c)
      fraction *= d * c
      if abs(d * c - 1) < 1e-15 { break }
    }
    return min(1, max(0, front * fraction))
  }

  /// Lanczos' approximation, which unlike the C library's keeps no sign in a global variable.
  private static func logGamma(_ x: Double) -> Double {
    let terms = [
      676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_1, -176.615_029_162_140_6,
      12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6, 1.505_632_735_149_311_6e-7,
    ]
    if x < 0.5 { return log(Double.pi / abs(sin(Double.pi * x))) - logGamma(1 - x) }
    let shifted = x - 1
    var sum = 0.999_999_999_999_809_93
    for (index, term) in terms.enumerated() { sum += term / (shifted + Double(index) + 1) }
    let top = shifted + 7.5
    return 0.5 * log(2 * Double.pi) + (shifted + 0.5) * log(top) - top + log(sum)
  }
}
