/// All that futures are drawn from, checked and made ready. It is immutable, so any number of workers may walk it.
public struct FuturesModel: Sendable {
  let works: [CompiledWork]
  let plan: MarketPlan
  let rules: FuturePolicyRules
  let thresholds: [DefectionThreshold]
  let horizon: Int
  let seed: UInt64
  let canDefect: Bool
  let inputs: [FutureWork]
  let scenarios: [FutureScenario]
  let world: WorldAssumptions

  /// Checks what is given.
  ///
  /// - Parameters:
  ///   - scenarios: what holds together; nothing is the world as it is.
  ///   - horizon: months, 1 to 120.
  ///   - thresholds: levels of the incentive to leave closed models whose dates are asked for.
  public init(
    _ work: [FutureWork], scenarios: [FutureScenario] = [], world: WorldAssumptions = WorldAssumptions(),
    rules: FuturePolicyRules = FuturePolicyRules(),
    thresholds: [DefectionThreshold] = [DefectionThreshold(.share(0.25))],
    horizon: Int = 36, seed: UInt64
  ) throws(FutureInputError) {
    guard !work.isEmpty else { throw FutureInputError(place: "use cases", problem: "none is given; give one at least") }
    try FutureInput.number(Double(horizon), 1...120, "horizon in months")
    guard (work.count + 1) * (horizon + 1) <= Self.mostCells else {
      throw FutureInputError(
        place: "use cases",
        problem: "\(work.count) over \(horizon) months are too many at once; ask for fewer of either")
    }
    var seen: Set<String> = []
    for work in work {
      try work.check()
      guard seen.insert(work.useCase).inserted else {
        throw FutureInputError(place: work.useCase, problem: "the use case is given twice; leave one out")
      }
    }
    try world.check()
    try rules.check()
    for threshold in thresholds { try threshold.check() }
    let terms: ScenarioTerms
    do { terms = try ScenarioTerms(scenarios) } catch {
      throw FutureInputError(place: "scenarios", problem: error.description)
    }
    var rows: [PriceGroup: Int] = [:]
    var groups: [(priceClass: PriceClass, isClosed: Bool)] = []
    for option in work.flatMap(\.options) where rows[PriceGroup(option)] == nil {
      guard let priceClass = option.kind.priceClass else { continue }
      rows[PriceGroup(option)] = MarketPath.firstGroupRow + groups.count
      groups.append((priceClass, option.kind.isClosed))
    }
    works = work.map { CompiledWork($0, priceRows: rows, scenario: terms) }
    plan = MarketPlan(world, terms: terms, groups: groups, horizon: horizon)
    canDefect = works.contains { $0.canDefect }
    inputs = work
    self.scenarios = scenarios
    self.world = world
    self.rules = rules
    self.thresholds = thresholds
    self.horizon = horizon
    self.seed = seed
  }

  /// Use cases and their total times months; a tally takes about 50 KB for each.
  private static let mostCells = 4000

  var shape: TallyShape {
    TallyShape(works: works.count, horizon: horizon, thresholds: thresholds.count)
  }

  /// Walks through futures by their numbers. A future depends on the seed and its number only, and tallies are whole
  /// numbers, so any division of a range into chunks adds up to the same.
  func run(_ futures: Range<Int>) -> FuturesTally {
    var tally = FuturesTally(shape)
    var walker = FutureWalker(self)
    walker.walk(futures, into: &tally)
    return tally
  }
}
