internal import Catalog
internal import Policy

extension RoutingTables {
  /// The cascade of a request's use case, where it can have one.
  @inline(__always)
  func cascade(_ request: RoutingRequest, _ placement: Placement) -> Policy.Cascade? {
    guard !cascades.isEmpty, placement.modelClass == .hybrid, request.endpoint == .chat else { return nil }
    return cascades[placement.useCase]
  }

  /// Whether closed weights answer first: a stream that is not held back and several answers at once are not looked at.
  func answersClosedFirst(_ request: RoutingRequest, _ cascade: Policy.Cascade?) -> Bool {
    guard let cascade else { return false }
    return request.choices > 1 || cascade.streaming == .closed && request.stream == true
  }

  /// The cascade of a request once its order is known: an open offer must be first in it and a closed one behind.
  func cascade(_ request: RoutingRequest, _ placement: Placement, order: [Ranking.Entry]) -> Policy.Cascade? {
    guard let cascade = cascade(request, placement), let first = order.first, policy.open.contains(first.number),
      order.contains(where: { policy.closed.contains($0.number) })
    else { return nil }
    return cascade
  }

  /// The most that a cascade can cost: one open answer that is put aside, what its signals ask, and one closed answer
  /// in its place.
  func cascadeHold(_ decision: Decision, _ cascade: Policy.Cascade, _ request: RoutingRequest) -> NanoDollars? {
    var open = NanoDollars.zero
    var question = NanoDollars.zero
    var closed = NanoDollars.zero
    for offer in decision.order {
      guard let worst = offer.worst.amount else { return nil }
      guard policy.open.contains(offer.number) else {
        closed = max(closed, worst)
        continue
      }
      open = max(open, worst)
      if let verifier = cascade.verifier, verifier.model == nil {
        guard let own = verifying(offer.number, request, decision.maxOutputTokens).amount else { return nil }
        question = max(question, own)
      }
    }
    if let verifier = decision.verifier {
      guard let worst = verifier.worst.amount else { return nil }
      question = worst
    }
    var sum = closed
    for _ in 0..<(cascade.agreement?.samples ?? 1) { sum += open }
    for _ in 0..<(cascade.verifier?.votes ?? 0) { sum += question }
    return sum
  }

  /// The offer of the model that a cascade's verifier names, the cheapest that may see the request; nil if none may.
  ///
  /// Whoever may not be sent the request's data may not be shown them for a second opinion either. What only says who
  /// may answer (tiers, gates, what the request needs of a model) does not concern a verifier.
  func verifier(_ request: RoutingRequest, _ placement: Placement, maxOutputTokens: Int) -> Decision.RankedOffer? {
    guard let named = verifiers[placement.useCase] else { return nil }
    var asked = policyCase(request, placement)
    (asked.modelClass, asked.checksTier) = (.hybrid, false)
    var eligible = policy.allowed(asked)
    eligible.formIntersection(named)
    eligible.formIntersection(configured)
    eligible.formIntersection(chat)
    if !request.unavailable.isEmpty { eligible.subtract(unavailable(request)) }
    var best: Decision.RankedOffer?
    let useCase = useCases[placement.useCase]
    eligible.forEach { number in
      let worst = verifying(number, request, maxOutputTokens)
      guard worst.amount != nil || mayServeAtUnknownPrice(number, useCase, at: request.at) else { return }
      let entry = Decision.RankedOffer(number: number, expected: worst, worst: worst)
      guard let found = best else { return best = entry }
      let costs = [found, entry].map { $0.worst.amount?.amount ?? .max }
      if (costs[1], facts[number].idRank) < (costs[0], facts[found.number].idRank) { best = entry }
    }
    return best
  }

  private func verifying(_ number: Int, _ request: RoutingRequest, _ maxOutputTokens: Int) -> Cost {
    VerifierSize.worst(
      policy.catalog.offers[number], bound: promptBound(number, request),
      maxOutputTokens: maxOutputTokens, at: request.at)
  }
}
