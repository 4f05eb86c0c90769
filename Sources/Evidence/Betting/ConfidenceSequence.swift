internal import Foundation

/// An interval of the mean difference that holds the truth at all times at once, by inverting the mixture of bets
/// (Waudby-Smith and Ramdas 2024).
public struct ConfidenceSequence: Codable, Hashable, Sendable {
  /// The ends in points, on steps of 0.001.
  public var lower: Double
  public var upper: Double
  /// The chance, for each end, that it is ever on the wrong side.
  public var alpha: Double

  /// The interval of a tally, with `alpha` for each end: 0.025 for a 95 % interval.
  public init(_ tally: PairTally, alpha: Double, labelProbability: Double? = nil) {
    self.alpha = alpha
    lower = Self.lower(tally.cells, alpha, labelProbability, sign: 1)
    upper = -Self.lower(tally.cells, alpha, labelProbability, sign: -1)
  }

  /// The interval of counts at weight 1.
  public init(_ counts: PairCounts, alpha: Double) { self.init(PairTally(counts), alpha: alpha) }

  /// The bets' shares of the largest possible bet: eleven from 0.01 to 0.9 by equal factors.
  private static let shares: [Double] = (0..<11).map { 0.01 * pow(90, Double($0) / 10) }

  /// The largest mean, in steps of 0.001, that is rejected from above; wealth falls as the mean rises, so halving finds it.
  private static func lower(_ cells: [PairCell], _ alpha: Double, _ labelled: Double?, sign: Double) -> Double {
    let threshold = -log(alpha)
    let values = values(cells, labelled, sign: sign)
    let reach = 1 + 2 / (labelled ?? .infinity)
    func isRejected(_ step: Int) -> Bool {
      let mean = Double(step) / 1000
      let logs = shares.map { share in
        values.reduce(0.0) { $0 + $1.count * log1p(share * $1.weight * ($1.value - mean) / (reach + mean)) }
      }
      let top = logs.max() ?? 0
      return top + log(logs.reduce(0) { $0 + exp($1 - top) } / Double(shares.count)) >= threshold
    }
    guard isRejected(-999) else { return -1 }
    var low = -999
    var high = 1000
    while high - low > 1 {
      let middle = (low + high) / 2
      if isRejected(middle) { low = middle } else { high = middle }
    }
    return Double(low) / 1000
  }

  private static func values(
    _ cells: [PairCell], _ labelled: Double?, sign: Double
  ) -> [(value: Double, weight: Double, count: Double)] {
    var result: [(value: Double, weight: Double, count: Double)] = []
    for cell in cells {
      for difference in Difference.allCases where cell.judged[difference] > 0 {
        result.append((sign * difference.value, cell.weight.value, Double(cell.judged[difference])))
      }
      guard let counts = cell.labelled else { continue }
      for judge in Difference.allCases {
        for person in Difference.allCases where counts[judge, person] > 0 {
          let correction = (person.value - judge.value) / (labelled ?? 1)
          result.append((sign * (judge.value + correction), cell.weight.value, Double(counts[judge, person])))
        }
      }
    }
    return result
  }
}
