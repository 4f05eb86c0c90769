/// What a policy costs over the horizon, in dollars of today, not discounted.
///
/// Regret is what it costs more than the policy that turns out to be the cheapest in the same future.
public struct PolicyOutcome: Hashable, Sendable {
  public var policy: FuturePolicy
  /// Whether there are options for it; if not, it is staying put under another name.
  public var isAvailable: Bool
  public var meanCost: Double
  public var expectedRegret: Double
  /// The 95 % quantile of the regret, and that of the worst future.
  public var regret95: Double
  public var worstRegret: Double
  /// The share of futures in which it is within the tolerance of the best.
  public var shareNearBest: Double

  init(_ model: FuturesModel, _ tally: FuturesTally, _ policy: FuturePolicy, slot: Int) {
    let place = slot * FuturesTally.policies + policy.place
    let works = slot < model.works.count ? [model.works[slot]] : model.works
    isAvailable = policy.kinds.isEmpty || works.contains { work in policy.kinds.contains { work.hasKind[$0.place] } }
    let futures = Double(max(1, tally.futures))
    self.policy = policy
    meanCost = Double(tally.policyCents[place]) / 100 / futures
    expectedRegret = Double(tally.regretCents[place]) / 100 / futures
    worstRegret = tally.worstRegret[place]
    let counts = tally.regrets[place * MoneyBins.count..<(place + 1) * MoneyBins.count]
    regret95 = min(worstRegret, BinQuantile.of(counts, 0.95, amount: MoneyBins.amount) ?? 0)
    shareNearBest = Double(tally.near[place]) / futures
  }
}
