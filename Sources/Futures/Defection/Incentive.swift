/// The incentive to leave closed models in a month, in dollars a month, with what it is a share of.
struct Incentive: Hashable, Sendable {
  /// What the closed option costs on the invoice, and what leaving it saves there.
  var closedSpend = 0.0
  var spend = 0.0
  /// The same with what errors cost.
  var closedExpected = 0.0
  var expected = 0.0

  init() {}

  /// Nothing is to be gained where nothing else may serve.
  @inline(__always)
  init(_ costs: MonthCosts) {
    closedSpend = costs.closedSpend
    spend = costs.otherSpend.isFinite ? costs.closedSpend - costs.otherSpend : 0
    closedExpected = costs.closed
    expected = costs.other.isFinite ? costs.closed - costs.other : 0
  }

  /// What leaving saves, in dollars a month.
  func gain(_ measure: DefectionMeasure) -> Double { measure == .spend ? spend : expected }

  /// As a share of what the closed option costs; 0 where that is nothing.
  @inline(__always)
  func share(_ measure: DefectionMeasure) -> Double {
    let (gain, base) = measure == .spend ? (spend, closedSpend) : (expected, closedExpected)
    return base > 0 ? gain / base : 0
  }

  mutating func add(_ other: Incentive) {
    closedSpend += other.closedSpend
    spend += other.spend
    closedExpected += other.closedExpected
    expected += other.expected
  }
}
