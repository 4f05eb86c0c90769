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
}
