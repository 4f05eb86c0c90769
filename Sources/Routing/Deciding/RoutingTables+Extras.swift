internal import Catalog
internal import Economics
internal import Policy

extension RoutingTables {
  /// The tier and the tools of a provider's own that an offer is asked for.
  ///
  /// A provider of another dialect is sent a translation, which leaves the tier out and is refused where there are such
  /// tools.
  func extras(_ number: Int, _ request: RoutingRequest) -> (tier: String?, tools: [ServerToolUse]) {
    guard request.serviceTier != nil || request.serverTools != nil,
      request.endpoint == .embeddings || facts[number].dialect == request.wireDialect
    else { return (nil, []) }
    return (request.serviceTier, request.serverTools ?? [])
  }

  /// What `usage` is expected to cost at the tier that is asked for; tools are not expected to be used.
  func expected(_ number: Int, of usage: TokenUsage, _ request: RoutingRequest) -> Cost {
    policy.catalog.offers[number].cost(of: usage, at: request.at, tier: extras(number, request).tier, uses: [])
  }

  /// The most prompt tokens that a request can have on an offer.
  func promptBound(_ number: Int, _ request: RoutingRequest) -> Int {
    var bound = request.promptTokenBound
    if let counted = request.countedPrompts, let model = policy.catalog.model(policy.catalog.offers[number].model),
      let tokens = model.tokenizer.flatMap({ counted[$0] })
    {
      bound = min(bound, tokens)
    }
    if let hasInstructions = request.hasInstructions {
      bound = TokenBound.adding(bound, facts[number].template.tokens(hasInstructions: hasInstructions), times: 1)
    }
    return max(bound, request.promptTokens)
  }

  /// What an offer has no price for of that which is asked for beside tokens.
  func obstacleToHold(_ number: Int, _ request: RoutingRequest) -> HoldObstacle? {
    let (tier, tools) = extras(number, request)
    let offer = policy.catalog.offers[number]
    if let tier, offer.tiers(asked: tier, at: request.at) == nil { return .tier(tier, offer: offer.id) }
    for use in tools where offer.fees(of: [use]).amount == nil { return .tool(use.tool, offer: offer.id) }
    return nil
  }
}
