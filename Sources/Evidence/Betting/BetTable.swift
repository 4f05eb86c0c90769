internal import Foundation

/// Logarithms of the factor by which each bet's wealth grows with each kind of observation.
///
/// Wealth then is a sum of counts times rows, so it depends on nothing but the counts.
struct BetTable: Sendable {
  /// The number of bets, at most 16.
  let count: Int
  /// Wealth before any observation: 0, and minus infinity in lanes without a bet.
  private let start: SIMD16<Double>
  private let rows: [SIMD16<Double>]
  private let logCount: Double
  /// The most that one observation adds to each bet's wealth.
  private let steps: SIMD16<Double>

  /// Bets and the payoff of each kind of observation; every 1 + bet · payoff has to be positive.
  init(bets: [Double], payoffs: [Double]) {
    let bets = bets.prefix(16)
    count = bets.count
    var start = SIMD16<Double>(repeating: -.infinity)
    for lane in bets.indices { start[lane] = 0 }
    self.start = start
    rows = payoffs.map { payoff in
      var row = SIMD16<Double>.zero
      for (lane, bet) in bets.enumerated() { row[lane] = log1p(bet * payoff) }
      return row
    }
    logCount = log(Double(bets.count))
    steps = rows.reduce(SIMD16.zero) { $0.replacing(with: $1, where: $1 .> $0) }
  }

  /// The wealth of each bet before any observation.
  var initial: SIMD16<Double> { start }

  /// Adds what five counts, whose rows begin at `first`, do to each bet's wealth.
  @inline(__always)
  func add(_ counts: PairCounts, from first: Int, to wealth: inout SIMD16<Double>) {
    guard first >= 0, first + 5 <= rows.count else { return }
    wealth += Double(counts.lost) * rows[first]
    wealth += Double(counts.tied) * rows[first + 2]
    wealth += Double(counts.won) * rows[first + 4]
    if counts.halfLost | counts.halfWon != 0 {
      wealth += Double(counts.halfLost) * rows[first + 1]
      wealth += Double(counts.halfWon) * rows[first + 3]
    }
  }

  /// Adds what `times` observations of one kind do.
  func add(row: Int, times: Int, to wealth: inout SIMD16<Double>) {
    guard times != 0, rows.indices.contains(row) else { return }
    wealth += Double(times) * rows[row]
  }

  /// The logarithm of the mean wealth, which is the e-value.
  func logMean(_ wealth: SIMD16<Double>) -> Double {
    let top = wealth.largest
    guard top > -.infinity else { return -.infinity }
    var sum = 0.0
    for lane in 0..<count { sum += exp(wealth[lane] - top) }
    return top + log(sum) - logCount
  }

  /// Whether the mean reaches a threshold; the best bet bounds it, so most observations need no exponential.
  @inline(__always)
  func reaches(_ threshold: Double, _ wealth: SIMD16<Double>) -> Bool {
    wealth.largest >= threshold && logMean(wealth) >= threshold
  }

  /// How many more observations cannot lift any bet's wealth to a threshold, and so not their mean.
  func quiet(_ threshold: Double, _ wealth: SIMD16<Double>) -> Int {
    let least = -((wealth - threshold) / steps).largest
    return Int(min(max(0, least - 1e-6), 1e6).rounded(.down))
  }
}
