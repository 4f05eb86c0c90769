/// A use case as numbers for the inner loop.
struct CompiledWork: Sendable {
  /// What the cost of a month depends on beside options.
  struct Terms: Sendable {
    var costPerError: Double
    /// The largest chance of an error with which an option may serve.
    var largestError: Double
    var today: Int
    /// The self-hosted option that a commitment would be for, and how many machines it would take.
    var committed: Int?
    var committedUnits = 0.0
  }

  var requests: Double
  var growth: Spread
  var lag: Spread
  var closedError: Spread
  var errorFall: Spread
  var personCost: Double
  var moveCost: Double
  var options: [CompiledOption]
  var errorFactors: [Spread]
  var terms: Terms
  /// Whether there is a closed option to leave and another one to go to.
  var canDefect: Bool
  /// Whether options of a kind are given that the policy permits, by kind.
  var hasKind: [Bool]
  /// The kind in the adoption table at the start; the count of kinds if nothing may serve.
  var kindToday = MonthCosts.kinds

  init(_ work: FutureWork, priceRows: [PriceGroup: Int], scenario: ScenarioTerms) {
    requests = work.requestsPerMonth
    growth = Spread(work.growthPerYear)
    lag = Spread(work.lag)
    closedError = Spread(work.closedError, logarithmic: true)
    errorFall = Spread(work.errorFall)
    personCost = work.personCost
    moveCost = work.moveCost
    var options = work.options.map { option in
      CompiledOption(option, priceRow: priceRows[PriceGroup(option)] ?? MarketPath.constantRow, terms: scenario)
    }
    Self.markLeft(&options, today: work.today)
    self.options = options
    errorFactors = work.options.map { Spread($0.errorFactor, logarithmic: true) }
    terms = Terms(
      costPerError: work.costPerError, largestError: work.errorBound?.largestError ?? .infinity, today: work.today)
    canDefect = options.contains { $0.isLeft } && options.contains { !$0.isClosed && !$0.isBarred }
    let all = options
    hasKind = FutureOption.Kind.allCases.indices.map { kind in all.contains { $0.kind == kind && !$0.isBarred } }
    findCommitment()
    findKindToday(MarketPath(months: 1, groups: priceRows.count))
  }

  /// Marks what leaving closed models is measured against: the closed option in use, or else all that are permitted.
  static func markLeft(_ options: inout [CompiledOption], today: Int?) {
    let isClosedToday = today.map { options[$0].isClosed } ?? false
    for place in options.indices {
      options[place].isLeft = isClosedToday ? place == today : options[place].isClosed && !options[place].isBarred
    }
  }

  /// The cheapest self-hosted option for today's requests; what is barred is no option.
  private mutating func findCommitment() {
    func units(_ index: Int) -> Double { (requests / options[index].capacity).rounded(.up) }
    func cost(_ index: Int) -> Double {
      options[index].rent * units(index) + options[index].staff + options[index].ownTokens * requests
    }
    let hosted = options.indices.filter { options[$0].isHosted && !options[$0].isBarred }
    guard let committed = hosted.min(by: { cost($0) < cost($1) }) else { return }
    terms.committed = committed
    terms.committedUnits = units(committed)
  }

  private mutating func findKindToday(_ market: MarketPath) {
    let error = closedError.at(0)
    let work = MonthCosts.Work(
      requests: requests, closedError: error,
      openError: error * ErrorDecline.factor(errorFall.at(0), months: -lag.at(0)))
    kindToday =
      MonthCosts(
        options, terms, factors: errorFactors.map { $0.at(0) }, MarketMonth(), prices: market.prices, from: 0,
        work
      ).cheapestKind
  }
}
