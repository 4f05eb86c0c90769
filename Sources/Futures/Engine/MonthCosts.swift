/// What a use case's options cost in a month of a future, in dollars.
struct MonthCosts: Sendable {
  /// How many kinds of options there are.
  static var kinds: Int { 6 }

  /// Expected cost of the cheapest option of each kind that may serve; infinite if none may.
  var best: InlineArray<6, Double> = InlineArray(repeating: .infinity)
  /// The kind with the lowest expected cost among those that may serve, and that cost; `kinds` if none may.
  var cheapestKind = kinds
  var cheapest = Double.infinity
  /// The option in use, and whether it may serve.
  var stay = Double.infinity
  var stayServes = false
  /// What leaving closed models is measured against: expected cost and spend.
  var closed = Double.infinity
  var closedSpend = Double.infinity
  /// The cheapest other option: by expected cost among those that may serve, by spend among those that are not barred.
  var other = Double.infinity
  var otherSpend = Double.infinity
  /// The self-hosted option that a commitment is for, at today's rent for the machines of the commitment; and these
  /// machines alone.
  var committed = Double.infinity
  var committedServes = false
  var committedFixed = 0.0

  /// A use case's own numbers in a month.
  struct Work: Sendable {
    var requests: Double
    /// The chance of an error of the best closed model, and of the best open one.
    var closedError: Double
    var openError: Double
  }

  /// - Parameters:
  ///   - factors: error factors of the options.
  ///   - prices: as multiples of today's, those of the month from `first` on.
  @inline(__always)
  init(
    _ options: [CompiledOption], _ terms: CompiledWork.Terms, factors: [Double], _ market: MarketMonth,
    prices: [Double], from first: Int, _ work: Work
  ) {
    let requests = work.requests
    let hasBars = market.isChinaBarred || market.isUSDenied
    let flagshipPrice = prices[first + PriceClass.flagship.rawValue]
    for index in options.indices {
      let option = options[index]
      var error = min(1, factors[index] * (option.isClosed ? work.closedError : work.openError))
      error -= option.caughtByEscalation * max(0, error - work.closedError)
      let price = market.isPeakPriced ? prices[first + option.priceRow] * option.peak : prices[first + option.priceRow]
      var spend = requests * (option.ownTokens * price + option.flagshipTokens * flagshipPrice)
      if option.isPlan, !market.isPlanOver { spend = option.fees * market.fees }
      if option.isHosted {
        let units = (requests * market.load / option.capacity).rounded(.up)
        spend += option.rent * market.rent * units + option.staff
        if index == terms.committed {
          let saved = option.rent * (market.rent * min(units, terms.committedUnits) - terms.committedUnits)
          committed = spend + requests * error * terms.costPerError - saved
          committedFixed = option.rent * terms.committedUnits + option.staff
        }
      }
      let cost = spend + requests * error * terms.costPerError
      var isBarred = option.isBarred
      if hasBars {
        isBarred =
          isBarred || (option.fallsWithChina && market.isChinaBarred) || (option.fallsWithUS && market.isUSDenied)
      }
      let serves = !isBarred && error <= terms.largestError
      if serves, cost < best[option.kind] { best[option.kind] = cost }
      if index == terms.today {
        stay = cost
        stayServes = serves
      }
      if index == terms.committed { committedServes = serves }
      if option.isLeft {
        closed = min(closed, cost)
        closedSpend = min(closedSpend, spend)
      }
      if !option.isClosed, !isBarred {
        otherSpend = min(otherSpend, spend)
        if serves { other = min(other, cost) }
      }
    }
    for kind in 0..<Self.kinds where best[kind] < cheapest { (cheapestKind, cheapest) = (kind, best[kind]) }
  }
}
