/// What work somebody has models do in a month, and what is believed about it: the input of advice.
public struct Workload: Hashable, Sendable {
  /// Its name for people.
  public var title: String
  /// The uncaught cost of an error in US dollars above which an error cannot be made good: from there on the probability
  /// of an error is bounded instead of weighed.
  public var irrecoverableAbove: Double
  /// The makers whose newest models are taken to be at the frontier, by `Model.lab`; all others follow by the lag.
  public var frontierLabs: [String]
  /// Beliefs that hold for all of the work: fall of errors, tiers, tokens elsewhere, and a lag in place of the public one.
  public var beliefs: Beliefs
  /// The kinds of work.
  public var useCases: [WorkloadUseCase]
  /// Machines of one's own that could serve.
  public var selfHosting: [SelfHosting]

  /// A workload by its parts; the loader has checked names and ranges.
  public init(
    title: String, irrecoverableAbove: Double, frontierLabs: [String], beliefs: Beliefs, useCases: [WorkloadUseCase],
    selfHosting: [SelfHosting] = []
  ) {
    self.title = title
    self.irrecoverableAbove = irrecoverableAbove
    self.frontierLabs = frontierLabs
    self.beliefs = beliefs
    self.useCases = useCases
    self.selfHosting = selfHosting
  }

  /// Several workloads as one; settings are those of the first, use cases keep their ids and the first of an id counts.
  public func union(_ others: [Workload]) -> Workload {
    var all = self
    for other in others {
      for useCase in other.useCases where !all.useCases.contains(where: { $0.id == useCase.id }) {
        var useCase = useCase
        useCase.beliefs.quantities.merge(other.beliefs.quantities) { own, _ in own }
        useCase.irrecoverableAbove = useCase.irrecoverableAbove ?? other.irrecoverableAbove
        all.useCases.append(useCase)
      }
      all.selfHosting += other.selfHosting
    }
    all.title = ([title] + others.map(\.title)).joined(separator: ", ")
    return all
  }
}
