import Catalog
import Evidence
import Ledger

/// A conversation for which a lot chose a side: all of its requests are one choice, because one lot sent them.
struct HoldoutUnit: Hashable, Sendable {
  var isChallenger: Bool
  /// The chance of the side, in millionths.
  var propensityPPM: Int64
  /// The mean of its rated requests, from 0 bad to 1 good; nil while none is rated.
  var quality: Double?
  /// The mean cost of its requests in nano-dollars, as far as known; nil when none is.
  var cost: Double?

  /// The conversations of requests in the order in which they began.
  ///
  /// One that goes on after the share was changed ends there: its later requests had other chances.
  static func units(_ rows: [LotRow]) -> [HoldoutUnit] {
    var numbers: [Int64: Int] = [:]
    var groups: [[LotRow]] = []
    for row in rows where (1..<1_000_000).contains(row.propensityPPM) {
      guard let number = numbers[row.lot] else {
        numbers[row.lot] = groups.count
        groups.append([row])
        continue
      }
      if groups[number].first?.propensityPPM == row.propensityPPM { groups[number].append(row) }
    }
    return groups.compactMap { HoldoutUnit($0) }
  }

  private init?(_ rows: [LotRow]) {
    guard let first = rows.first else { return nil }
    // At most half is ever held out, so the smaller chance is the hold-out's, whichever side this is.
    let share = min(first.propensityPPM, 1_000_000 - first.propensityPPM)
    isChallenger = first.lot / 1_000_000 >= share
    propensityPPM = first.propensityPPM
    quality = Self.mean(rows.compactMap { $0.rating.map { min(1, max(0, ($0 + 1) / 2)) } })
    cost = Self.mean(rows.compactMap { $0.cost.map { Double($0.amount) } })
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// The choice with an outcome.
  func choice(_ outcome: Double) -> LotChoice {
    LotChoice(isChallenger: isChallenger, propensity: Double(propensityPPM) / 1e6, outcome: outcome)
  }
}
