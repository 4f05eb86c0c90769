internal import Foundation

/// Exact binomial probabilities.
public enum BinomialTail {
  /// The chance of at most `hits` of `count` when each comes with `chance`.
  public static func atMost(_ hits: Int, of count: Int, chance: Double) -> Double {
    guard hits >= 0 else { return 0 }
    guard hits < count, chance > 0 else { return 1 }
    guard chance < 1 else { return 0 }
    let odds = log(chance) - log1p(-chance)
    var term = Double(count) * log1p(-chance)
    var top = term
    var sum = 1.0
    for hit in 0..<hits {
      term += log(Double(count - hit) / Double(hit + 1)) + odds
      if term > top {
        sum = sum * exp(top - term) + 1
        top = term
      } else {
        sum += exp(term - top)
      }
    }
    return min(1, sum * exp(top))
  }

  /// The one-sided upper limit of a share (Clopper and Pearson 1934).
  public static func upperLimit(hits: Int, of count: Int, confidence: Double) -> Double {
    guard hits < count, hits >= 0 else { return 1 }
    var low = 0.0
    var high = 1.0
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if atMost(hits, of: count, chance: middle) > 1 - confidence { low = middle } else { high = middle }
    }
    return high
  }
}
