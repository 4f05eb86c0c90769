/// What happens to each kind of work, what it costs and what to decide now, over many possible futures of models, prices
/// and access.
///
/// No one knows how the lag, prices and rules will move, so a single forecast would be a guess; a decision that is right in
/// most futures is none.
public struct FutureStudy: Sendable {
  /// A run for each case, in the order asked.
  public let runs: [FutureRun]
  /// Of all use cases together.
  public let regrets: RegretTable?
  /// Of each use case.
  public let regretsByUseCase: [RegretTable]

  /// Draws the same `count` futures for each case, which differ only by the case's scenarios.
  ///
  /// - Parameter cases: scenarios that hold together; an empty one is the world as it is.
  /// - Throws: `FutureInputError`, or `CancellationError` soon after the task is cancelled.
  public static func run(
    _ work: [FutureWork], cases: [[FutureScenario]], world: WorldAssumptions = WorldAssumptions(),
    rules: FuturePolicyRules = FuturePolicyRules(),
    thresholds: [DefectionThreshold] = [DefectionThreshold(.share(0.25))],
    horizon: Int = 36, count: Int = 100_000, seed: UInt64, workers: Int,
    progress: @escaping @Sendable (_ case: Int, _ done: Int) -> Void = { _, _ in }
  ) async throws -> FutureStudy {
    var runs: [FutureRun] = []
    for (place, scenarios) in cases.enumerated() {
      let model = try FuturesModel(
        work, scenarios: scenarios, world: world, rules: rules, thresholds: thresholds, horizon: horizon, seed: seed)
      runs.append(try await model.run(count: count, workers: workers) { progress(place, $0) })
    }
    return FutureStudy(
      runs: runs, regrets: RegretTable(runs),
      regretsByUseCase: work.compactMap { RegretTable(runs, useCase: $0.useCase) })
  }

  /// The world as it is, each scenario by itself, and all that were asked for together.
  public static func cases(_ scenarios: [FutureScenario]) -> [[FutureScenario]] {
    [[]] + scenarios.map { [$0] } + (scenarios.count > 1 ? [scenarios] : [])
  }
}
