/// The futures of one set of scenarios.
public struct FutureRun: Sendable {
  /// What holds together in them; nothing is the world as it is.
  public let scenarios: [FutureScenario]
  public let count: Int
  public let horizon: Int
  public let seed: UInt64
  /// All that was assumed, of the world and of each use case.
  public let assumptions: [Assumption]
  public let rules: FuturePolicyRules
  /// What happens to each row of the adoption table.
  public let rows: [AdoptionRow]
  /// Monthly cost of each use case, in the order of the rows, and last of all of them together.
  public let costs: [CostAtRisk]
  /// What each policy costs over the horizon, for each use case and last for all of them.
  public let policies: [[PolicyOutcome]]
  /// The incentive to leave closed models, for each use case and last for all of them; nil where there is nothing to leave
  /// or nothing to go to.
  public let incentives: [DefectionForecast?]

  init(_ model: FuturesModel, _ tally: FuturesTally) {
    scenarios = model.scenarios
    count = tally.futures
    horizon = model.horizon
    seed = model.seed
    assumptions = model.world.all + model.inputs.flatMap(\.assumptions)
    rules = model.rules
    let names = model.inputs.map(\.useCase) + [nil as String?]
    rows = model.inputs.indices.map { AdoptionRow(model, tally, $0) }
    costs = names.indices.map { CostAtRisk(tally, useCase: names[$0], slot: $0) }
    policies = names.indices.map { slot in
      FuturePolicy.allCases.map { PolicyOutcome(model, tally, $0, slot: slot) }
    }
    incentives = names.indices.map { slot in
      let canDefect = slot < model.works.count ? model.works[slot].canDefect : model.canDefect
      return canDefect ? DefectionForecast(model, tally, useCase: names[slot], slot: slot) : nil
    }
  }

  /// What the scenarios are called together.
  public var name: String { Self.name(scenarios) }

  static func name(_ scenarios: [FutureScenario]) -> String {
    scenarios.isEmpty ? "as it is" : scenarios.map(\.description).joined(separator: " + ")
  }

  /// The half-width of the 90 % interval of a share of futures, which comes from drawing only so many of them.
  public func samplingError(ofShare share: Double) -> Double {
    1.645 * (max(0, share * (1 - share)) / Double(max(1, count))).squareRoot()
  }
}
