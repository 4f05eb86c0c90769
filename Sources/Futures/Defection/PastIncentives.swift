internal import Foundation
internal import Frontier
internal import Learning

/// The incentive to leave closed models in the past. Prices are known; errors and lags are not, and are drawn.
struct PastIncentives: Sendable {
  /// Months in which both a closed option and another one had a price, by time.
  let days: [Day]
  /// By day and draw.
  let incentives: [[Incentive]]

  /// Walks back from `start`; the closed frontier's chance of an error was larger by as much as it falls.
  init(_ work: FutureWork, _ history: [PastMonth], start: Day, draws: Int, seed: UInt64) throws(FutureInputError) {
    try work.check()
    for month in history { try Self.check(month, work) }
    let terms: ScenarioTerms
    do { terms = try ScenarioTerms([]) } catch {
      throw FutureInputError(place: "scenarios", problem: error.description)
    }
    let compiled = CompiledWork(work, priceRows: [:], scenario: terms)
    let market = MarketPath(months: 1, groups: 0)
    let months = history.filter { $0.day <= start }.sorted { $0.day < $1.day }.map { month in
      (month: month, options: Self.options(compiled, work, month), lag: Spread(month.lag))
    }.filter { Self.canCompare($0.options) }
    var paths = months.map { _ in [Incentive]() }
    for draw in 0..<max(1, draws) {
      var luck = Luck(SplitMix64(seed: seed, stream: draw))
      let error = compiled.closedError.at(luck.normal())
      let rate = ErrorDecline.rate(compiled.errorFall.at(luck.normal()))
      let z = luck.normal()
      let factors = compiled.errorFactors.map { $0.at(luck.normal()) }
      for (place, month) in months.enumerated() {
        let closed = error * exp(rate * start.months(since: month.month.day))
        var terms = compiled.terms
        terms.today = month.options.firstIndex { $0.place == compiled.terms.today } ?? -1
        terms.committed = nil
        let costs = MonthCosts(
          month.options.map(\.option), terms, factors: month.options.map { factors[$0.place] }, MarketMonth(),
          prices: market.prices, from: 0,
          MonthCosts.Work(
            requests: month.month.requests ?? work.requestsPerMonth, closedError: closed,
            openError: closed * exp(rate * month.lag.at(z))))
        paths[place].append(Incentive(costs))
      }
    }
    days = months.map(\.month.day)
    incentives = paths
  }

  private typealias Priced = (place: Int, option: CompiledOption)

  private static func options(_ work: CompiledWork, _ given: FutureWork, _ month: PastMonth) -> [Priced] {
    let places = given.options.indices.filter { month.tokenCosts[given.options[$0].id] != nil }
    var options = places.map { place -> CompiledOption in
      var option = work.options[place]
      let cost = month.tokenCosts[given.options[place].id] ?? 0
      let today = given.options[place].tokenCost
      // A hybrid's part that went to the closed model is taken to have been as large as it is.
      option.flagshipTokens *= today > 0 ? cost / today : 0
      option.ownTokens = cost - option.flagshipTokens
      return option
    }
    CompiledWork.markLeft(&options, today: places.firstIndex(of: work.terms.today))
    return zip(places, options).map { ($0, $1) }
  }

  private static func canCompare(_ options: [Priced]) -> Bool {
    options.contains { $0.option.isLeft } && options.contains { !$0.option.isClosed && !$0.option.isBarred }
  }

  private static func check(_ month: PastMonth, _ work: FutureWork) throws(FutureInputError) {
    let place = "\(work.useCase), \(month.day)"
    try month.lag.check(-120...240, place: place)
    if let requests = month.requests { try FutureInput.number(requests, 0...1e12, "\(place): requests") }
    for (id, cost) in month.tokenCosts {
      try FutureInput.number(cost, 0...1e6, "\(place), option \(id): token cost in dollars a request")
    }
  }
}
