/// What futures had, counted so that it does not matter in which order or by how many workers: whole numbers only.
struct FuturesTally: Sendable {
  static var policies: Int { 6 }
  /// Kinds of options, and that nothing may serve.
  static var rows: Int { MonthCosts.kinds + 1 }

  let shape: TallyShape
  var futures = 0
  /// By use case, month from 1, kind.
  var kinds: [UInt32]
  /// By use case: the first month in which the row of the table changes; the last place is never.
  var changes: [UInt32]
  /// By slot, month from 1, series.
  var costs: [UInt32]
  var costCents: [Int128]
  /// By slot, month from 0, measure.
  var gains: [UInt32]
  var gainShares: [UInt32]
  /// By threshold, slot: the first month at which the incentive is there; the last place is never.
  var crossings: [UInt32]
  /// By slot, policy.
  var policyCents: [Int128]
  var regretCents: [Int128]
  var regrets: [UInt32]
  var worstRegret: [Double]
  var near: [UInt32]

  init(_ shape: TallyShape) {
    self.shape = shape
    func zeros(_ count: Int) -> [UInt32] { [UInt32](repeating: 0, count: count) }
    kinds = zeros(shape.works * shape.horizon * Self.rows)
    changes = zeros(shape.works * (shape.horizon + 2))
    costs = zeros(shape.costRows * MoneyBins.count)
    costCents = [Int128](repeating: 0, count: shape.costRows)
    gains = zeros(shape.gainRows * SignedMoneyBins.count)
    gainShares = zeros(shape.gainRows * ShareBins.count)
    crossings = zeros(shape.thresholds * shape.slots * (shape.horizon + 2))
    policyCents = [Int128](repeating: 0, count: shape.slots * Self.policies)
    regretCents = policyCents
    regrets = zeros(shape.slots * Self.policies * MoneyBins.count)
    worstRegret = [Double](repeating: 0, count: shape.slots * Self.policies)
    near = zeros(shape.slots * Self.policies)
  }

  /// Adds what another one of the same shape counted.
  mutating func merge(_ other: FuturesTally) {
    guard shape == other.shape else { return }
    futures += other.futures
    Self.add(&kinds, other.kinds)
    Self.add(&changes, other.changes)
    Self.add(&costs, other.costs)
    Self.add(&gains, other.gains)
    Self.add(&gainShares, other.gainShares)
    Self.add(&crossings, other.crossings)
    Self.add(&regrets, other.regrets)
    Self.add(&near, other.near)
    for place in costCents.indices { costCents[place] &+= other.costCents[place] }
    for place in policyCents.indices {
      policyCents[place] &+= other.policyCents[place]
      regretCents[place] &+= other.regretCents[place]
      worstRegret[place] = max(worstRegret[place], other.worstRegret[place])
    }
  }

  private static func add(_ counts: inout [UInt32], _ other: [UInt32]) {
    for place in counts.indices { counts[place] &+= other[place] }
  }

  /// Counts what a future's policies cost over the whole time.
  mutating func count(policies totals: InlineArray<6, Double>, slot: Int, tolerance: Double) {
    var best = Double.infinity
    for policy in 0..<Self.policies { best = min(best, totals[policy]) }
    for policy in 0..<Self.policies {
      let place = slot * Self.policies + policy
      let regret = totals[policy] - best
      policyCents[place] &+= Self.cents(totals[policy])
      regretCents[place] &+= Self.cents(regret)
      regrets[place * MoneyBins.count + MoneyBins.bin(regret)] &+= 1
      if regret > worstRegret[place] { worstRegret[place] = regret }
      if regret <= tolerance * best { near[place] &+= 1 }
    }
  }

  /// Whole cents, since sums of whole numbers are the same in any order. Amounts beyond 10¹⁵ dollars count as that.
  @inline(__always)
  static func cents(_ dollars: Double) -> Int128 {
    let bounded = min(max(dollars, -1e15), 1e15) * 100
    return Int128(truncatingIfNeeded: Int64(bounded + (bounded < 0 ? -0.5 : 0.5)))
  }
}
