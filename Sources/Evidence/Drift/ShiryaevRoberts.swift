/// The mixture Shiryaev-Roberts e-detector: the sum over possible moments of change of the evidence since then
/// (Shin, Ramdas and Rinaldo 2024).
///
/// When nothing has changed, alarms at A are on average at least A observations apart. The order of observations counts:
/// replicas that feed one detector have to do so in the ledger's order.
struct ShiryaevRoberts: Hashable, Sendable {
  /// The sum of each bet, zero in lanes without one.
  private(set) var sums = SIMD16<Double>.zero

  /// A sum that cannot overflow: capping makes alarms rarer, never more frequent, and 10^250 is past every threshold.
  private static var ceiling: SIMD16<Double> { SIMD16(repeating: 1e250) }

  init() {}

  /// The sums of a stored detector; nil unless each is a number that such a sum can be.
  init?(stored: [Double]) {
    guard stored.count <= 16, stored.allSatisfy({ $0 >= 0 && $0 <= 1e250 }) else { return nil }
    for (lane, sum) in stored.enumerated() { sums[lane] = sum }
  }

  /// Takes in an observation with this payoff; every 1 − bet · payoff has to be positive.
  @inline(__always)
  mutating func observe(payoff: Double, bets: BetLanes) {
    let next = (sums + bets.used) * (1 - bets.lanes * payoff)
    sums = next.replacing(with: Self.ceiling, where: next .> Self.ceiling)
  }

  /// The mean of the sums.
  @inline(__always)
  func statistic(_ bets: BetLanes) -> Double { (sums * bets.share).total }

  /// The sums of the lanes in use.
  func stored(_ bets: BetLanes) -> [Double] { (0..<bets.count).map { sums[$0] } }
}

/// Bets side by side.
struct BetLanes: Hashable, Sendable {
  let count: Int
  let lanes: SIMD16<Double>
  /// 1 in lanes with a bet, 0 in others.
  let used: SIMD16<Double>
  /// What each bet is of all of them.
  let share: Double

  init(_ bets: [Double]) {
    var lanes = SIMD16<Double>.zero
    var used = SIMD16<Double>.zero
    for (lane, bet) in bets.prefix(16).enumerated() {
      lanes[lane] = bet
      used[lane] = 1
    }
    count = min(16, bets.count)
    share = 1 / Double(max(1, min(16, bets.count)))
    self.lanes = lanes
    self.used = used
  }
}
