@testable import Futures

/// Use cases for tests, with numbers that can be reckoned by hand.
enum SampleWork {
  static func exact(_ value: Double) -> Assumption { Assumption("a number", value, source: "by definition") }

  static let flagship = FutureOption(
    id: "flagship", title: "Flagship", kind: .closedFlagship, origin: "US", host: "US", tokenCost: 0.02,
    errorFactor: exact(1))
  static let small = FutureOption(
    id: "small", title: "Small", kind: .closedSmall, origin: "US", host: "US", tokenCost: 0.002, errorFactor: exact(3))
  static let open = FutureOption(
    id: "open", title: "Open", kind: .open, origin: "CN", host: "SG", tokenCost: 0.005, errorFactor: exact(1),
    peakShare: 0.5)
  static let hybrid = FutureOption(
    id: "hybrid", title: "Hybrid", kind: .hybrid, origin: "FR", host: "FR", tokenCost: 0.01, errorFactor: exact(1),
    escalation: .init(cost: 0.004, caughtErrors: 0.5))
  static let hosted = FutureOption(
    id: "hosted", title: "Hosted", kind: .selfHosted, origin: "CN", host: "DE", access: .own, tokenCost: 0.0001,
    errorFactor: exact(1), rent: .init(perUnit: 3, requestsPerUnit: 600, staff: 1))
  static let seats = FutureOption(
    id: "seats", title: "Seats", kind: .seatPlan, origin: "US", host: "US", tokenCost: 0.05, errorFactor: exact(1),
    plan: .init(fee: 2, seats: 5))

  /// A thousand requests a month, a hundredth of which the closed model gets wrong at two dollars each; errors halve in
  /// a year and open models are a year behind.
  static func plain(_ options: [FutureOption] = [flagship, open], today: Int = 0) -> FutureWork {
    FutureWork(
      useCase: "crm", title: "CRM", requestsPerMonth: 1000, growthPerYear: exact(0), errorCost: 2, caughtShare: 0,
      reviewCost: 0, lag: exact(12), closedError: exact(0.01), errorFall: exact(0.5), personCost: 1, options: options,
      today: today)
  }

  /// The same with as much uncertainty as real work has.
  static func uncertain(_ options: [FutureOption] = [flagship, small, open, hybrid, hosted], today: Int = 0)
    -> FutureWork
  {
    var work = plain(options, today: today)
    work.lag = Assumption("lag", 8, 4...12, unit: "months", source: "a test")
    work.closedError = Assumption("error", 0.01, 0.005...0.02, source: "a test")
    work.errorFall = Assumption("fall", 0.5, 0.3...0.6, unit: "per year", source: "a test")
    work.growthPerYear = Assumption("growth", 0.2, 0...0.5, unit: "per year", source: "a test")
    work.moveCost = 20
    return work
  }

  static func run(
    _ work: [FutureWork], _ scenarios: String = "", world: WorldAssumptions = WorldAssumptions(),
    rules: FuturePolicyRules = FuturePolicyRules(),
    thresholds: [DefectionThreshold] = [DefectionThreshold(.share(0.25))], horizon: Int = 36, futures: Int = 1,
    seed: UInt64 = 7
  ) throws -> FutureRun {
    let model = try FuturesModel(
      work, scenarios: scenarios.isEmpty ? [] : FutureScenario.list(parsing: scenarios), world: world, rules: rules,
      thresholds: thresholds, horizon: horizon, seed: seed)
    return FutureRun(model, model.run(0..<futures))
  }
}

extension FutureRun {
  /// The share of futures in which a kind is the cheapest in a month.
  func share(_ kind: FutureOption.Kind, _ month: Int, row: Int = 0) -> Double {
    rows[row].months[month - 1].shares[kind] ?? 0
  }

  func outcome(_ policy: FuturePolicy) -> PolicyOutcome? { policies.last?.first { $0.policy == policy } }
}
