/// What markets are drawn from: the world, and what scenarios change in it.
struct MarketPlan: Sendable {
  let horizon: Int
  let terms: ScenarioTerms
  /// Whether the price of each group rises like a closed option's, in the order of rows.
  let groups: [(priceClass: PriceClass, isClosed: Bool)]
  let lagTrend: Spread
  let lagWander: Spread
  let fixedQualityFall: Spread
  let replacements: Spread
  /// By class.
  let priceShares: [Spread]
  let closedRises: Spread
  let openRises: Spread
  let riseFactor: Spread
  let rentChange: Spread
  let planEnds: Spread

  init(
    _ world: WorldAssumptions, terms: ScenarioTerms, groups: [(priceClass: PriceClass, isClosed: Bool)], horizon: Int
  ) {
    self.horizon = horizon
    self.terms = terms
    self.groups = groups
    lagTrend = Spread(world.lagTrend)
    lagWander = Spread(world.lagWander, logarithmic: true)
    fixedQualityFall = Spread(world.fixedQualityFall, logarithmic: true)
    replacements = Spread(world.replacements, logarithmic: true)
    priceShares = [world.flagshipPriceShare, world.smallPriceShare, world.openPriceShare].map { Spread($0) }
    closedRises = Spread(world.closedRises, logarithmic: true)
    openRises = Spread(world.openRises, logarithmic: true)
    riseFactor = Spread(world.riseFactor, logarithmic: true)
    rentChange = Spread(world.rentChange, logarithmic: true)
    planEnds = Spread(world.planEnds, logarithmic: true)
  }
}
