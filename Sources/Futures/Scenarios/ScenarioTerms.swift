internal import Frontier

/// What scenarios that hold together change in the world.
struct ScenarioTerms: Sendable {
  struct Bar: Sendable {
    var month: Int
    var probability: Double
    var sparesOwnMachines = false
  }

  struct Shock: Sendable {
    var classes: [PriceClass]
    var factor: Double
    var month: Int
    var hitsPlans = false
  }

  struct Breakthrough: Sendable {
    var hazard: Double
    var price: Double
    var gain: Double
    var isOpenFirst: Bool
    var delay: Double
  }

  /// Months per year; nil as the world has it.
  var lagTrend: Double?
  /// Months per half-year; nil as the world has it.
  var lagWander: Double?
  var chineseBarred: Bar?
  var usDenied: Bar?
  var shocks: [Shock] = []
  var rent: Shock?
  var peak: Shock?
  var planEnd: Int?
  /// Months added to the lag, and from when.
  var headStart: (months: Double, from: Int)?
  var breakthrough: Breakthrough?

  init(_ scenarios: [FutureScenario]) throws(ScenarioParseError) {
    let lags: Set<FutureScenario.Name> = [.lagShrinks, .lagStalls, .lagWidens]
    for (place, scenario) in scenarios.enumerated() {
      for earlier in scenarios[..<place] {
        let isSame = earlier.name == scenario.name && scenario.name != .priceShock
        if isSame || (lags.contains(earlier.name) && lags.contains(scenario.name)) {
          throw ScenarioParseError(.conflict(with: earlier.name), of: scenario.name)
        }
      }
      add(scenario)
    }
  }

  private mutating func add(_ scenario: FutureScenario) {
    let month = Int(scenario.number("month").rounded(.up))
    let shock = Shock(
      classes: PriceClass.named(scenario.choice("class")), factor: scenario.number("factor"), month: month,
      hitsPlans: scenario.choice("class") == FutureOption.Kind.seatPlan.rawValue)
    switch scenario.name {
    case .lagShrinks: lagTrend = -scenario.number("rate")
    case .lagStalls: (lagTrend, lagWander) = (0, scenario.number("wander"))
    case .lagWidens: lagTrend = scenario.number("rate")
    case .chineseOriginBarred:
      chineseBarred = Bar(
        month: month, probability: scenario.number("probability"),
        sparesOwnMachines: scenario.choice("self-hosted") == "allowed")
    case .usAPIsDenied: usDenied = Bar(month: month, probability: scenario.number("probability"))
    case .priceShock: shocks.append(shock)
    case .gpuRent: rent = shock
    case .peakPricing: peak = shock
    case .flatRateEnds: planEnd = month
    case .exportHeadStart: headStart = (scenario.number("days") / Day.perMonth, month)
    case .breakthrough:
      breakthrough = Breakthrough(
        hazard: scenario.number("hazard"), price: scenario.number("price"), gain: scenario.number("gain"),
        isOpenFirst: scenario.choice("first") == "open", delay: scenario.number("delay"))
    }
  }
}
