internal import Foundation

/// One future of the market, month by month; month 0 is today, before anything happens.
struct MarketPath: Sendable {
  /// The row of prices that never change.
  static var constantRow: Int { 3 }
  /// The row of the first group of options.
  static var firstGroupRow: Int { constantRow + 1 }
  /// A month that does not come.
  private static var never: Int { .max }

  /// Rows of prices: one for each class, one for what never changes, one for each group.
  let rows: Int
  var months: [MarketMonth]
  /// Prices as multiples of today's: for each month, by row.
  var prices: [Double]

  init(months: Int, groups: Int) {
    rows = Self.firstGroupRow + groups
    self.months = [MarketMonth](repeating: MarketMonth(), count: months)
    prices = [Double](repeating: 1, count: months * rows)
  }

  /// Draws a future. Scenarios change what is done with the luck and not the luck, so that futures of different scenarios
  /// can be compared one by one.
  mutating func draw(_ plan: MarketPlan, _ luck: inout Luck) {
    let terms = plan.terms
    let trend = luck.normal()
    let wander = luck.normal()
    var walk = luck.split()
    drawLag(
      trend: terms.lagTrend ?? plan.lagTrend.at(trend), wander: terms.lagWander ?? plan.lagWander.at(wander), terms,
      &walk)
    let gain = Self.gain(terms.breakthrough, wait: luck.wait())
    let china = Self.month(of: terms.chineseBarred, chance: luck.even())
    let us = Self.month(of: terms.usDenied, chance: luck.even())
    let change = log(plan.rentChange.at(luck.normal())) / 12
    let end = 12 * luck.wait() / plan.planEnds.at(luck.normal())
    let planEnd = min(Self.whole(end), terms.planEnd ?? Self.never)
    for month in 1..<months.count {
      months[month].rent = exp(change * Double(month)) * Self.factor(terms.rent, month)
      months[month].fees = terms.shocks.reduce(1) { $1.hitsPlans ? $0 * Self.factor($1, month) : $0 }
      months[month].load = month >= gain.open ? terms.breakthrough?.price ?? 1 : 1
      months[month].isPlanOver = month >= planEnd
      months[month].isChinaBarred = month >= china
      months[month].isUSDenied = month >= us
      months[month].isPeakPriced = month >= terms.peak?.month ?? Self.never
      months[month].hasClosedGain = month >= gain.closed
      months[month].hasOpenGain = month >= gain.open
    }
    drawPrices(plan, &luck)
  }

  private mutating func drawLag(trend: Double, wander: Double, _ terms: ScenarioTerms, _ luck: inout Luck) {
    let step = wander / 6.0.squareRoot()
    var level = 0.0
    for month in 1..<months.count {
      level += trend / 12 + step * luck.normal()
      let start = terms.headStart.map { month >= $0.from ? $0.months : 0 } ?? 0
      months[month].lag = level + start
    }
  }

  private mutating func drawPrices(_ plan: MarketPlan, _ luck: inout Luck) {
    let progress = log(plan.fixedQualityFall.at(luck.normal()))
    let arrivals = plan.replacements.at(luck.normal())
    for row in 0..<Self.constantRow {
      let share = plan.priceShares[row].at(luck.normal())
      var own = luck.split()
      drawClass(row, fall: share * progress, arrivals: arrivals, plan.terms, &own)
    }
    let closedRises = plan.closedRises.at(luck.normal())
    let openRises = plan.openRises.at(luck.normal())
    for place in plan.groups.indices {
      let group = plan.groups[place]
      var own = luck.split()
      drawGroup(
        Self.firstGroupRow + place, group.priceClass.rawValue, rises: group.isClosed ? closedRises : openRises,
        factor: plan.riseFactor, &own)
    }
  }

  /// New models come at random times, and each takes a part of the progress since the last as a lower price.
  private mutating func drawClass(
    _ row: Int, fall: Double, arrivals: Double, _ terms: ScenarioTerms, _ luck: inout Luck
  ) {
    let pace = 12 / arrivals
    var next = pace * luck.wait()
    var price = 1.0
    for month in 1..<months.count {
      while next <= Double(month) {
        price *= exp(-fall / arrivals * (0.5 + luck.even()))
        next += pace * luck.wait()
      }
      var now = price
      let hasGain = row == PriceClass.open.rawValue ? months[month].hasOpenGain : months[month].hasClosedGain
      if hasGain { now *= terms.breakthrough?.price ?? 1 }
      for shock in terms.shocks where shock.classes.contains(where: { $0.rawValue == row }) {
        now *= Self.factor(shock, month)
      }
      prices[month * rows + row] = now
    }
  }

  private mutating func drawGroup(_ row: Int, _ base: Int, rises: Double, factor: Spread, _ luck: inout Luck) {
    let pace = 12 / rises
    var next = pace * luck.wait()
    var risen = 1.0
    for month in 1..<months.count {
      while next <= Double(month) {
        risen *= factor.at(luck.normal())
        next += pace * luck.wait()
      }
      prices[month * rows + row] = prices[month * rows + base] * risen
    }
  }

  /// When a breakthrough reaches either side.
  private static func gain(_ breakthrough: ScenarioTerms.Breakthrough?, wait: Double) -> (closed: Int, open: Int) {
    guard let breakthrough, breakthrough.hazard > 0 else { return (never, never) }
    let time = 12 * wait / breakthrough.hazard
    let (first, second) = (whole(time), whole(time + breakthrough.delay))
    return breakthrough.isOpenFirst ? (second, first) : (first, second)
  }

  private static func factor(_ shock: ScenarioTerms.Shock?, _ month: Int) -> Double {
    guard let shock, month >= shock.month else { return 1 }
    return shock.factor
  }

  private static func month(of bar: ScenarioTerms.Bar?, chance: Double) -> Int {
    guard let bar, chance < bar.probability else { return never }
    return bar.month
  }

  /// The first whole month after a time; `never` if that is too far.
  private static func whole(_ time: Double) -> Int { time < 1e6 ? Int(time.rounded(.up)) : never }
}
