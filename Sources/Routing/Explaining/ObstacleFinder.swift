internal import Catalog
internal import Policy

/// Finds what speaks against one offer, in words.
///
/// It asks the same questions as the ranking, one offer at a time; a test holds the two together.
struct ObstacleFinder {
  /// How far an offer came before something stopped it.
  enum Stage: Int, Comparable {
    case name, weights, policy, ability, price, reach
    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  struct Obstacle {
    var stage: Stage
    var rule: String
    var reason: String
    /// The provider that no upstream is configured for.
    var provider: ProviderID?
  }

  let tables: RoutingTables
  let request: RoutingRequest
  let placement: Placement
  let demand: Demand
  private let policyCase: Case
  private let unavailable: OfferSet
  private let gating: Gating?

  init(tables: RoutingTables, request: RoutingRequest, placement: Placement) {
    self.tables = tables
    self.request = request
    self.placement = placement
    demand = tables.demand(request, placement)
    policyCase = tables.policyCase(request, placement)
    unavailable = tables.unavailable(request)
    gating = tables.gating(request, placement)
  }

  /// The first thing that speaks against an offer; nil when it may serve.
  func obstacle(_ number: Int) -> Obstacle? {
    let offer = tables.policy.catalog.offers[number]
    if let named = placement.named, !named.contains(number) {
      return Obstacle(
        stage: .name, rule: "requested_model",
        reason: "the request asks for '\(request.requestedModel ?? "")'")
    }
    if let unfit = endpointObstacle(number) { return unfit }
    let verdict = tables.policy.verdict(policyCase, offer: number)
    if !verdict.allowed {
      let rule = verdict.rule ?? "policy"
      return Obstacle(
        stage: rule.hasSuffix("/class") ? .weights : .policy, rule: rule, reason: verdict.reason ?? "refused")
    }
    if let refusal = gating?.refusal(number) {
      return Obstacle(stage: .policy, rule: refusal.rule, reason: refusal.reason)
    }
    if let unfit = abilityObstacle(tables.facts[number]) { return unfit }
    if let retires = offer.retires, retires <= request.at {
      return Obstacle(stage: .price, rule: "retired", reason: "switched off by its provider on \(retires.dayText)")
    }
    if case .unknown(let missing) = offer.cost(of: demand.expectedUsage, at: request.at),
      !tables.mayServeAtUnknownPrice(number, tables.useCases[placement.useCase], at: request.at)
    {
      let kinds = missing.map(\.rawValue).joined(separator: ", ")
      return Obstacle(
        stage: .price, rule: "\(tables.useCases[placement.useCase].id)/allow_unknown_price",
        reason: "its price of \(kinds) is not known")
    }
    if !tables.configured.contains(number) {
      return Obstacle(
        stage: .reach, rule: "no_upstream", reason: "no upstream is configured for \(offer.provider)",
        provider: offer.provider)
    }
    if unavailable.contains(number) {
      return Obstacle(stage: .reach, rule: "out_of_service", reason: "out of service after failures, or without a key")
    }
    return nil
  }

  private func endpointObstacle(_ number: Int) -> Obstacle? {
    switch request.endpoint {
    case .chat where !tables.chat.contains(number):
      Obstacle(stage: .name, rule: "endpoint", reason: "it makes embeddings, not chat completions")
    case .embeddings where !tables.embeddings.contains(number):
      Obstacle(stage: .name, rule: "endpoint", reason: "it makes no embeddings")
    default: nil
    }
  }

  private func abilityObstacle(_ facts: RoutingTables.OfferFacts) -> Obstacle? {
    let missing = demand.needs.subtracting(facts.capabilities)
    if !missing.isEmpty {
      return Obstacle(
        stage: .ability, rule: "capabilities",
        reason: "it does not support what the request needs: \(missing.labels.joined(separator: ", "))")
    }
    if demand.maxOutputTokens > facts.maxOutputTokens {
      return Obstacle(
        stage: .ability, rule: "output_limit",
        reason: "it answers at most \(facts.maxOutputTokens) tokens; \(demand.maxOutputTokens) are asked for")
    }
    if !demand.fits(into: facts.contextTokens) {
      return Obstacle(
        stage: .ability, rule: "context_limit",
        reason: "its context holds \(facts.contextTokens) tokens; the prompt has about \(demand.promptTokens) "
          + "and the answer up to \(demand.maxOutputTokens)")
    }
    return nil
  }
}
