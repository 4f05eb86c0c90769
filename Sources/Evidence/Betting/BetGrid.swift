internal import Foundation

/// The stakes λ of a mixture of fixed bets, spaced by factors around the margin so that one of them is near the best.
enum BetGrid {
  /// Bets on differences whose least value is −`least`, against the mean −`margin` from one side.
  ///
  /// λ ranges from margin/2 to 16·margin, and from margin/8 to 8·margin where labels by lot widen the range.
  static func bets(margin: Double, side: Side, labelProbability: Double?) -> [Double] {
    let reach = 1 + 2 / (labelProbability ?? .infinity)
    let cap = 0.9 / (side == .notWorse ? reach - margin : reach + margin)
    let steps = labelProbability == nil ? -2...8 : -6...6
    var bets: [Double] = []
    for step in steps {
      let bet = min(margin * pow(2, Double(step) / 2), cap)
      if bet != bets.last { bets.append(bet) }
    }
    return bets
  }

  /// Bets that a failure rate lies under `limit`, as shares of the largest possible one.
  static func underLimit(_ limit: Double) -> [Double] { [1, 2, 4, 8, 16].map { $0 / (20 * (1 - limit)) } }

  /// Bets that a failure rate lies over `limit`.
  static func overLimit(_ limit: Double) -> [Double] {
    var bets: [Double] = []
    for step in -2...4 {
      let bet = min(pow(2, Double(step)) / (1 - limit), 0.9 / limit)
      if bet != bets.last { bets.append(bet) }
    }
    return bets
  }
}

/// Which hypothesis a bet is against.
public enum Side: String, CaseIterable, Codable, Hashable, Sendable {
  /// Evidence that the challenger is not worse than the margin.
  case notWorse
  /// Evidence that it is worse than the margin.
  case worse
}
