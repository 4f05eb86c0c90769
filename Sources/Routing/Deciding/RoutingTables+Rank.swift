internal import Catalog
internal import Economics
internal import Policy

extension RoutingTables {
  /// The offers that may serve and can, best first, as many as the use case tries.
  func rank(_ request: RoutingRequest, _ placement: Placement, _ gating: Gating?) -> Ranking {
    var eligible = policy.allowed(policyCase(request, placement))
    if let named = placement.named { eligible.formIntersection(named) }
    eligible.formIntersection(configured)
    eligible.formIntersection(request.endpoint == .chat ? chat : embeddings)
    if !request.unavailable.isEmpty { eligible.subtract(unavailable(request)) }
    if let gating { eligible.subtract(gating.refused) }

    let demand = demand(request, placement)
    // What gates say is worked out before the loop, which all requests go through and few have gates.
    let quality = gating?.places(quality[placement.useCase], count: facts.count) ?? quality[placement.useCase]
    let usage = demand.expectedUsage
    let limit = useCases[placement.useCase].maxFallbacks + 1
    var first = Ranking(limit: limit, demand)
    var escalation = Ranking(limit: limit, demand)
    let isHybrid = placement.modelClass == .hybrid
    let second = isHybrid ? self.second(request, placement, gating) : policy.closed
    var atUnknownPrice = first
    var beyondCaps = first
    let hasExtras = request.serviceTier != nil || request.serverTools != nil
    eligible.forEach { number in
      guard demand.isMet(by: facts[number]) else { return }
      let idRank = facts[number].idRank
      guard let standard = prices.cost(number, of: usage, at: request.at, catalog: policy.catalog).amount else {
        guard mayServeAtUnknownPrice(number, useCases[placement.useCase], at: request.at) else { return }
        atUnknownPrice.consider(Ranking.Entry(number: number, quality: 0, nanoDollars: 0, idRank: idRank))
        return
      }
      let cost = hasExtras ? expected(number, of: usage, request).amount ?? standard : standard
      let entry = Ranking.Entry(
        number: number, quality: quality.isEmpty ? 0 : quality[number], nanoDollars: cost.amount, idRank: idRank)
      if hasExtras, request.isCapped == true, obstacleToHold(number, request) != nil {
        return beyondCaps.consider(entry)
      }
      if isHybrid && second.contains(number) { escalation.consider(entry) } else { first.consider(entry) }
    }
    if isHybrid { first.escalate(to: escalation) }
    // One offer without a price would make the whole request's hold unknown, so those are the last resort.
    if !first.offers.isEmpty { return first }
    return beyondCaps.offers.isEmpty ? atUnknownPrice : beyondCaps
  }

  /// The offers that a hybrid use case tries last.
  private func second(_ request: RoutingRequest, _ placement: Placement, _ gating: Gating?) -> OfferSet {
    let isReversed = answersClosedFirst(request, cascade(request, placement))
    guard let gating else { return isReversed ? policy.open : policy.closed }
    return isReversed ? gating.leaders : gating.second
  }

  /// Vectors of different models cannot be compared, so the fallbacks of embeddings stay with the first one's model.
  func rankWithinModel(_ request: RoutingRequest, _ placement: Placement, _ gating: Gating?) -> Ranking {
    let ranking = rank(request, placement, gating)
    guard request.endpoint == .embeddings, placement.named == nil, let best = ranking.offers.first else {
      return ranking
    }
    var narrowed = placement
    narrowed.named = offersByModel[policy.catalog.offers[best.number].model]
    return rank(request, narrowed, gating)
  }

  /// The facts that policy looks at.
  func policyCase(_ request: RoutingRequest, _ placement: Placement) -> Case {
    Case(
      useCase: placement.useCase, stakes: placement.stakes, modelClass: placement.modelClass,
      tenant: request.tenant, dataClass: request.dataClass, checksTier: checksTier(request, placement), at: request.at)
  }

  /// Tiers say nothing about embeddings. And who names a model has chosen its size: only high stakes overrule that.
  private func checksTier(_ request: RoutingRequest, _ placement: Placement) -> Bool {
    request.endpoint == .chat && (placement.named == nil || placement.stakes.pins)
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
  func priced(_ entry: Ranking.Entry, of ranking: Ranking, _ request: RoutingRequest) -> Decision.RankedOffer {
    let (tier, tools) = extras(entry.number, request)
    let worst = worstCase(
      promptTokens: promptBound(entry.number, request), maxOutputTokens: ranking.maxOutputTokens,
      choices: max(1, request.choices), offer: policy.catalog.offers[entry.number], at: request.at, tier: tier,
      tools: tools)
    return Decision.RankedOffer(
      number: entry.number, expected: expected(entry.number, of: ranking.expectedUsage, request), worst: worst)
  }
}
