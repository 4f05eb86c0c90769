public import Catalog

/// Why the most that a request can cost on an offer is not known, so that a key with a cap cannot be served.
public enum HoldObstacle: Hashable, Sendable {
  /// No price is known for the service tier that is asked for.
  case tier(String, offer: OfferID)
  /// No price is known for a tool that the provider runs itself.
  case tool(ServerTool, offer: OfferID)
  /// No price is known for tokens that may be used.
  case tokens(offer: OfferID)

  /// The offer without the price.
  public var offer: OfferID {
    switch self {
    case .tier(_, let offer), .tool(_, let offer), .tokens(let offer): offer
    }
  }

  /// The field of the request that asks for it, where one does.
  public var field: String? {
    switch self {
    case .tier(let word, _):
      word.hasPrefix("speed:") ? "speed" : word.hasPrefix("geo:") ? "inference_geo" : "service_tier"
    case .tool(let tool, _): Self.fields[tool.rawValue] ?? "tools"
    case .tokens: nil
    }
  }

  /// What is missing and what to do about it, in a sentence.
  public var reason: String {
    switch self {
    case .tier(let word, let offer):
      "'\(field ?? "")' asks for \(word), and the catalogue has no price for that on \(offer), so a key with a cap cannot be "
        + "served; leave it out, or give the price in a catalogue file of your own"
    case .tool(let tool, let offer):
      "'\(field ?? "")' offers \(tool.rawValue), which the provider runs for a fee of its own, and the catalogue has no price "
        + "for it on \(offer), so a key with a cap cannot be served; leave it out, or give the price as tool_fees in a "
        + "catalogue file of your own"
    case .tokens(let offer):
      "the catalogue has no price for all that a request to \(offer) may use, so a key with a cap cannot be served; give "
        + "the price in a catalogue file of your own"
    }
  }

  private static let fields = [
    "search_parameters": "search_parameters", "plugins": "plugins", "mcp_servers": "mcp_servers",
  ]
}

extension Router {
  /// Why `decision.hold` is not known; nil when it is.
  public func holdObstacle(_ decision: Decision, _ request: RoutingRequest) -> HoldObstacle? {
    guard decision.hold == nil else { return nil }
    for ranked in decision.order where ranked.worst.amount == nil {
      return tables.obstacleToHold(ranked.number, request) ?? .tokens(offer: catalog.offers[ranked.number].id)
    }
    // The answers can be priced: it is the cascade's questions that cannot.
    let asked = decision.verifier?.number ?? decision.order.first?.number
    return asked.map { .tokens(offer: catalog.offers[$0].id) }
  }

  /// What an attempt at an offer cost, for what its provider says that it used.
  ///
  /// `served` is the tier that the reply names, which counts before the one that was asked for, and `uses` are the tools
  /// that its provider ran.
  public func cost(
    _ number: Int, of usage: TokenUsage, for request: RoutingRequest, served: String?, uses: [ServerToolUse]
  ) -> Cost {
    let asked = tables.extras(number, request).tier
    return catalog.offers[number].cost(of: usage, at: request.at, tier: served ?? asked, uses: uses)
  }

  /// The most prompt tokens that a request can have on an offer: what an attempt is clamped to.
  public func promptBound(_ number: Int, for request: RoutingRequest) -> Int { tables.promptBound(number, request) }

  /// Tools of its own that an offer's provider may run for a request.
  public func serverTools(_ number: Int, for request: RoutingRequest) -> [ServerToolUse] {
    tables.extras(number, request).tools
  }

  /// The name under which a model is asked for at an offer: the dated snapshot that the caller named, where the offer's own
  /// name is that snapshot's without its date, else the offer's.
  public func upstreamModel(_ number: Int, requested: String?) -> String {
    let offer = catalog.offers[number]
    // A snapshot's name is longer than the offer's: nearly no request gets beyond this.
    guard let name = requested, name.utf8.count > offer.upstreamModel.utf8.count,
      let model = catalog.model(offer.model)
    else { return offer.upstreamModel }
    return offer.snapshot(named: name, of: model) ?? offer.upstreamModel
  }
}
