internal import Catalog
internal import Economics
internal import Policy

extension RoutingTables {
  /// The offers that may serve and can, best first, as many as the use case tries.
  func rank(_ request: RoutingRequest, _ placement: Placement) -> Ranking {
    let useCase = useCases[placement.useCase]
    var eligible = policy.allowed(policyCase(request, placement))
    if let named = placement.named { eligible.formIntersection(named) }
    eligible.formIntersection(configured)
    eligible.formIntersection(request.endpoint == .chat ? chat : embeddings)
    if !request.unavailable.isEmpty { eligible.subtract(unavailable(request)) }

    let demand = demand(request, placement)
    let quality = quality[placement.useCase]
    let usage = demand.expectedUsage
    var first = Ranking(limit: useCase.maxFallbacks + 1, maxOutputTokens: demand.maxOutputTokens)
    var escalation = Ranking(limit: useCase.maxFallbacks + 1, maxOutputTokens: demand.maxOutputTokens)
    let closed = policy.closed
    let isHybrid = placement.modelClass == .hybrid
    eligible.forEach { number in
      guard demand.isMet(by: facts[number]) else { return }
      let expected = policy.catalog.offers[number].cost(of: usage, at: request.at)
      let amount: Int64
      var group = quality.isEmpty ? 0 : quality[number]
      switch expected {
      case .known(let cost): amount = cost.amount
      case .unknown:
        guard mayServeAtUnknownPrice(number, useCase, at: request.at) else { return }
        amount = .max
        group = .max
      }
      let entry = Ranking.Entry(
        number: number, group: group, nanoDollars: amount, idRank: facts[number].idRank, expected: expected)
      if isHybrid && closed.contains(number) { escalation.consider(entry) } else { first.consider(entry) }
    }
    if isHybrid { first.escalate(to: escalation) }
    return first
  }

  /// Vectors of different models cannot be compared, so the fallbacks of embeddings stay with the first one's model.
  func rankWithinModel(_ request: RoutingRequest, _ placement: Placement) -> Ranking {
    let ranking = rank(request, placement)
    guard request.endpoint == .embeddings, placement.named == nil, let best = ranking.offers.first else {
      return ranking
    }
    var narrowed = placement
    narrowed.named = offersByModel[policy.catalog.offers[best.number].model]
    return rank(request, narrowed)
  }

  /// The facts that policy looks at.
  func policyCase(_ request: RoutingRequest, _ placement: Placement) -> Case {
    Case(
      useCase: placement.useCase, stakes: placement.stakes, modelClass: placement.modelClass,
      tenant: request.tenant, dataClass: request.dataClass, isChat: request.endpoint == .chat, at: request.at)
  }

  /// Offers that the caller of `decide` says cannot be reached.
  func unavailable(_ request: RoutingRequest) -> OfferSet {
    var set = OfferSet(count: facts.count)
    for id in request.unavailable {
      if let number = policy.catalog.offerNumber(id) { set.insert(number) }
    }
    return set
  }

  /// Whether an offer without a price may serve. One that was switched off never may.
  func mayServeAtUnknownPrice(_ number: Int, _ useCase: UseCase, at instant: Timestamp) -> Bool {
    if let retires = policy.catalog.offers[number].retires, retires <= instant { return false }
    switch useCase.unknownPrice {
    case .never: return false
    case .selfHosted: return facts[number].isSelfHosted
    case .always: return true
    }
  }

  /// An offer of the order with both its costs.
  func priced(_ entry: Ranking.Entry, _ request: RoutingRequest, maxOutputTokens: Int) -> Decision.RankedOffer {
    let worst = worstCase(
      promptTokens: max(request.promptTokenBound, request.promptTokens), maxOutputTokens: maxOutputTokens,
      choices: max(1, request.choices), offer: policy.catalog.offers[entry.number], at: request.at)
    return Decision.RankedOffer(number: entry.number, expected: entry.expected, worst: worst)
  }
}
