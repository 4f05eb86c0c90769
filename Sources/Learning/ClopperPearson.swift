internal import Foundation

/// What a count says of the true share, exactly (Clopper and Pearson 1934).
public enum ClopperPearson {
  /// The most that the true share can be, at a one-sided confidence, after `hits` of `count`.
  ///
  /// Without hits it is `1 − (1 − confidence)^(1/count)`, of which the rule of three, `3/count` at 95 %, is the
  /// approximation. Nothing counted bounds nothing: 1.
  public static func upper(hits: Int, of count: Int, confidence: Double) -> Double {
    guard count > 0, (0..<count).contains(hits) else { return 1 }
    let rest = 1 - min(max(confidence, 0), 1 - 1e-12)
    guard hits > 0 else { return -expm1(log(rest) / Double(count)) }
    var low = 0.0
    var high = 1.0
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if IncompleteBeta.regularized(middle, Double(hits) + 1, Double(count - hits)) < 1 - rest {
        low = middle
      } else {
        high = middle
      }
    }
    return (low + high) / 2
  }

  /// The least that the true share can be, at a one-sided confidence.
  public static func lower(hits: Int, of count: Int, confidence: Double) -> Double {
    guard count > 0, hits > 0 else { return 0 }
    return 1 - upper(hits: max(0, count - hits), of: count, confidence: confidence)
  }
}
