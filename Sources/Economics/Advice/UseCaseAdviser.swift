internal import Catalog
internal import Frontier
internal import Policy

/// Advice on one kind of work.
struct UseCaseAdviser {
  let useCase: WorkloadUseCase
  let beliefs: Beliefs
  let lag: WorkLag?
  let threshold: Double
  let isConstrained: Bool
  let policy: CompiledPolicy
  let request: Case
  let search: CandidateSearch
  let builder: OptionBuilder

  init(
    _ useCase: WorkloadUseCase, _ workload: Workload, _ policy: CompiledPolicy, _ errors: ErrorModel,
    _ lag: WorkLag?, at instant: Timestamp
  ) {
    var beliefs = workload.beliefs
    beliefs.quantities.merge(useCase.beliefs.quantities) { _, own in own }
    if let lag {
      beliefs.quantities[.lag] = Quantity(
        max(0, lag.months), low: lag.interval.map { max(0, $0.lowerBound) }, high: lag.interval?.upperBound,
        basis: .published("\(lag.source), models until \(lag.asOf), \(lag.reached) crossings"))
    }
    self.lag = lag
    let threshold = useCase.irrecoverableAbove ?? workload.irrecoverableAbove
    self.threshold = threshold.isNaN ? 0 : max(0, threshold)
    self.useCase = useCase
    isConstrained = (beliefs.quantities[.errorCost]?.value ?? 0) > self.threshold
    let number =
      policy.useCaseNumber(named: useCase.policyUseCase ?? useCase.id) ?? policy.fallback
    let (stakes, _) = policy.stakes(of: number, tenant: useCase.constraints.tenant, at: instant)
    // Hybrid stands for all weights: the class is what comes out, not what goes in.
    request = Case(
      useCase: number, stakes: stakes, modelClass: .hybrid, tenant: useCase.constraints.tenant,
      dataClass: useCase.constraints.dataClass, at: instant)
    search = CandidateSearch(
      useCase, policy, request, errors, beliefs.central, hosting: workload.selfHosting)
    let point = beliefs.central
    let closed = search.candidates.filter { !$0.isOpen }
    let best = (closed.isEmpty ? search.candidates : closed).min { left, right in
      (errors.rate(left.model, point) ?? 1, left.tokens) < (errors.rate(right.model, point) ?? 1, right.tokens)
    }
    let detector = useCase.detector.flatMap { [search] in
      Self.cost(of: $0, useCase, search, policy.catalog, at: instant)
    }
    builder = OptionBuilder(
      useCase: useCase,
      evaluator: OptionEvaluator(
        model: errors, reviewedShare: useCase.reviewedShare, fallback: useCase.fallback == .again ? nil : best,
        detectorCost: detector),
      beliefs: beliefs, isConstrained: isConstrained, instant: instant)
    self.beliefs = beliefs
    self.policy = policy
  }

  /// A model that detects reads prompt and answer and writes a word, at its cheapest permitted offer.
  private static func cost(
    of detector: Detector, _ useCase: WorkloadUseCase, _ search: CandidateSearch, _ catalog: Catalog,
    at instant: Timestamp
  ) -> Double? {
    switch detector.price {
    case .fixed(let dollars): return dollars
    case .model(let id):
      let shape = TokenShape(
        input: useCase.tokens.input.saturating(useCase.tokens.output), output: 8,
        batchShare: useCase.tokens.batchShare)
      guard let model = catalog.model(id) else { return nil }
      return catalog.offers.indices.filter { number in
        catalog.offers[number].model == id && isPermitted(search.refusal(number, model)?.rule)
      }.compactMap { try? catalog.offers[$0].tokenPrice(of: shape, at: instant).dollars }.min()
    }
  }

  // The minimum tier is about who answers; whoever only checks may be smaller.
  private static func isPermitted(_ rule: String?) -> Bool { rule?.hasSuffix("/minimum_tier") ?? true }
}
