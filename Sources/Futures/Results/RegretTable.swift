/// Policies against scenarios: what is right in most futures.
public struct RegretTable: Hashable, Sendable {
  /// A policy in all scenarios.
  public struct Row: Hashable, Sendable {
    public var policy: FuturePolicy
    /// In the order of the cases.
    public var outcomes: [PolicyOutcome]
    /// The mean over cases, each of which counts as much.
    public var expectedRegret: Double
    /// The case with the largest expected regret, and that regret.
    public var worstCase: Int
    public var worstExpectedRegret: Double
    /// The regret of the worst future of all.
    public var worstRegret: Double
    /// The share of futures, over all cases, in which it is within the tolerance of the best.
    public var shareNearBest: Double

    init(_ policy: FuturePolicy, _ outcomes: [PolicyOutcome]) {
      let count = Double(max(1, outcomes.count))
      self.policy = policy
      self.outcomes = outcomes
      expectedRegret = outcomes.reduce(0) { $0 + $1.expectedRegret } / count
      worstCase = outcomes.indices.max { outcomes[$0].expectedRegret < outcomes[$1].expectedRegret } ?? 0
      worstExpectedRegret = outcomes.map(\.expectedRegret).max() ?? 0
      worstRegret = outcomes.map(\.worstRegret).max() ?? 0
      shareNearBest = outcomes.reduce(0) { $0 + $1.shareNearBest } / count
    }
  }

  /// Nil for all use cases together.
  public var useCase: String?
  /// What the scenarios are called.
  public var cases: [String]
  /// The policies for which there are options, the one to choose first.
  public var rows: [Row]
  /// Months that regrets are over.
  public var horizon: Int
  public var tolerance: Double

  /// Of runs with the same use cases and seed; nil if there is none, or none has the use case.
  public init?(_ runs: [FutureRun], useCase: String? = nil) {
    guard let first = runs.first else { return nil }
    let places = runs.compactMap { run in
      useCase == nil ? run.policies.indices.last : run.rows.firstIndex { $0.useCase == useCase }
    }
    guard places.count == runs.count else { return nil }
    self.useCase = useCase
    cases = runs.map(\.name)
    horizon = first.horizon
    tolerance = first.rules.tolerance
    rows = FuturePolicy.allCases.compactMap { policy in
      let outcomes = zip(runs, places).map { $0.policies[$1][policy.place] }
      return outcomes.allSatisfy(\.isAvailable) ? Row(policy, outcomes) : nil
    }
    // Shares that differ by less than a percentage point say the same; then the smaller worst case decides.
    func key(_ row: Row) -> (Double, Double) { (-(100 * row.shareNearBest).rounded(), row.worstExpectedRegret) }
    rows.sort { key($0) < key($1) }
  }

  /// What to do now that is right in most futures.
  public var advice: String {
    guard let best = rows.first else { return "There is nothing to choose from." }
    let share = (100 * best.shareNearBest).rounded().plain
    let near = (100 * tolerance).rounded().plain
    let most =
      best.shareNearBest > 0.5 ? "right in most futures" : "right in more futures than any other, though not in most"
    let worst = best.worstExpectedRegret.rounded().plain
    return
      "\(best.policy.rawValue): \(most). It costs within \(near) % of the best in \(share) % of them, and in the worst"
      + " scenario (\(cases[best.worstCase])) \(worst) dollars more than the best on average over \(horizon) months."
  }
}
