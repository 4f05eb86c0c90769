internal import Foundation
internal import Learning

/// Walks through futures one by one. Its arrays are made once; nothing is allocated on the way.
struct FutureWalker: Sendable {
  private let model: FuturesModel
  private var market: MarketPath
  private var walks: [PolicyWalk]
  /// Error factors of the options of the use case at hand.
  private var factors: [Double]
  private var isCrossed: [Bool]
  private var totals: [MonthTotal]
  private var costs: BinBuffer
  private var gains: BinBuffer
  private var shares: BinBuffer

  init(_ model: FuturesModel) {
    self.model = model
    market = MarketPath(months: model.horizon + 1, groups: model.plan.groups.count)
    walks = model.works.map { PolicyWalk($0, rules: model.rules) }
    factors = [Double](repeating: 1, count: model.works.reduce(0) { max($0, $1.options.count) })
    isCrossed = [Bool](repeating: false, count: model.thresholds.count)
    totals = [MonthTotal](repeating: MonthTotal(), count: model.horizon + 1)
    let shape = model.shape
    costs = BinBuffer(rows: shape.costRows, width: MoneyBins.count)
    gains = BinBuffer(rows: shape.gainRows, width: SignedMoneyBins.count)
    shares = BinBuffer(rows: shape.gainRows, width: ShareBins.count)
  }

  /// Walks through futures by their numbers and counts what they had.
  mutating func walk(_ futures: Range<Int>, into tally: inout FuturesTally) {
    for future in futures {
      walk(future, &tally)
      costs.next(&tally.costs)
      gains.next(&tally.gains)
      shares.next(&tally.gainShares)
    }
    costs.flush(&tally.costs)
    gains.flush(&tally.gains)
    shares.flush(&tally.gainShares)
    tally.futures += futures.count
  }

  private mutating func walk(_ future: Int, _ tally: inout FuturesTally) {
    var luck = Luck(SplitMix64(seed: model.seed, stream: future))
    market.draw(model.plan, &luck)
    for month in totals.indices { totals[month] = MonthTotal() }
    var all: InlineArray<6, Double> = InlineArray(repeating: 0)
    for place in model.works.indices {
      walk(model.works[place], place, &luck, &tally)
      let own = walks[place].totals
      for policy in 0..<FuturesTally.policies { all[policy] += own[policy] }
      tally.count(policies: own, slot: place, tolerance: model.rules.tolerance)
    }
    let slot = model.works.count
    tally.count(policies: all, slot: slot, tolerance: model.rules.tolerance)
    for month in 1...model.horizon {
      count(totals[month].stay, slot: slot, month, .stay, &tally)
      count(totals[month].advised, slot: slot, month, .advised, &tally)
    }
    guard model.canDefect else { return }
    startCrossings()
    for month in 0...model.horizon { count(totals[month].incentive, slot: slot, month, &tally) }
    endCrossings(slot, &tally)
  }

  private mutating func walk(_ work: CompiledWork, _ place: Int, _ luck: inout Luck, _ tally: inout FuturesTally) {
    let months = market.months
    let prices = market.prices
    let rows = market.rows
    let options = work.options
    let terms = work.terms
    let horizon = model.horizon
    let lag = work.lag.at(luck.normal())
    var closed = work.closedError.at(luck.normal())
    let rate = ErrorDecline.rate(work.errorFall.at(luck.normal()))
    let growth = exp(log(max(1e-3, 1 + work.growth.at(luck.normal()))) / 12)
    for option in work.errorFactors.indices {
      let factor = work.errorFactors[option]
      factors[option] = factor.at(factor.isExact ? 0 : luck.normal())
    }
    let factors = factors
    let decline = exp(-rate)
    let gain = model.plan.terms.breakthrough.map { exp(-rate * $0.gain) } ?? 1
    var walk = walks[place]
    var requests = work.requests
    var change = horizon + 1
    startCrossings()
    walk.start()
    for month in 0...horizon {
      let market = months[month]
      let open = closed * exp(rate * (lag + market.lag))
      let costs = MonthCosts(
        options, terms, factors: factors, market, prices: prices, from: month * rows,
        MonthCosts.Work(
          requests: requests, closedError: market.hasClosedGain ? closed * gain : closed,
          openError: market.hasOpenGain ? open * gain : open))
      if work.canDefect {
        let incentive = Incentive(costs)
        totals[month].incentive.add(incentive)
        count(incentive, slot: place, month, &tally)
      }
      if month > 0 {
        walk.step(costs, month: month, requests: requests)
        tally.kinds[(place &* horizon &+ month &- 1) &* FuturesTally.rows &+ costs.cheapestKind] &+= 1
        if change > horizon, costs.cheapestKind != work.kindToday { change = month }
        let best = costs.cheapest.isFinite ? costs.cheapest : requests * work.personCost
        let stay = costs.stayServes ? costs.stay : best
        totals[month].stay += stay
        totals[month].advised += best
        count(stay, slot: place, month, .stay, &tally)
        count(best, slot: place, month, .advised, &tally)
      }
      requests *= growth
      closed *= decline
    }
    walks[place] = walk
    tally.changes[place * (horizon + 2) + change] &+= 1
    if work.canDefect { endCrossings(place, &tally) }
  }

  @inline(__always)
  private mutating func count(
    _ dollars: Double, slot: Int, _ month: Int, _ series: FuturesTally.Series, _ tally: inout FuturesTally
  ) {
    let row = tally.shape.costRow(slot, month, series)
    costs.put(MoneyBins.bin(dollars), row: row)
    tally.costCents[row] &+= FuturesTally.cents(dollars)
  }

  @inline(__always)
  private mutating func count(_ incentive: Incentive, slot: Int, _ month: Int, _ tally: inout FuturesTally) {
    let row = tally.shape.gainRow(slot, month, .spend)
    gains.put(SignedMoneyBins.bin(incentive.spend), row: row)
    shares.put(ShareBins.bin(incentive.share(.spend)), row: row)
    gains.put(SignedMoneyBins.bin(incentive.expected), row: row + 1)
    shares.put(ShareBins.bin(incentive.share(.expected)), row: row + 1)
    for place in isCrossed.indices where !isCrossed[place] && model.thresholds[place].isReached(incentive) {
      isCrossed[place] = true
      tally.crossings[tally.shape.crossingStart(place, slot) + month] &+= 1
    }
  }

  private mutating func startCrossings() {
    for threshold in isCrossed.indices { isCrossed[threshold] = false }
  }

  private func endCrossings(_ slot: Int, _ tally: inout FuturesTally) {
    for place in isCrossed.indices where !isCrossed[place] {
      tally.crossings[tally.shape.crossingStart(place, slot) + model.horizon + 1] &+= 1
    }
  }
}

/// What all use cases of a future come to in a month.
private struct MonthTotal: Sendable {
  var stay = 0.0
  var advised = 0.0
  var incentive = Incentive()
}
