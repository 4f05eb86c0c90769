internal import StrictYAML

extension CatalogReader {
  private static var caseKeys: [String] { ["windows", "above"] }
  private static var tiers: [ServiceTier] { ServiceTier.allCases.filter { $0 != .standard } }

  /// Keys that describe one price.
  static var priceKeys: [String] {
    ["from", "source", "as_of", "multiplier"] + cardKeys + caseKeys + tiers.map(\.rawValue)
  }

  /// The prices of an offer, written as a list or as one price beside the offer's own keys.
  mutating func prices(_ offer: YAMLMapping, defaults outer: FactDefaults) -> [DatedPrice] {
    let inline = offer.pairs.filter {
      (Self.cardKeys + Self.caseKeys + Self.tiers.map(\.rawValue)).contains($0.key) && !$0.value.isNull
    }
    guard let list = offer.value("prices") else {
      return inline.isEmpty ? [] : [price(offer, defaults: outer, multiplier: nil)].compactMap(\.self)
    }
    if case .sequence(let items) = list.content, items.isEmpty {
      problems.note(list.error("'prices' is empty; leave it out when no price is known"))
    }
    for pair in inline {
      problems.note(pair.keyNode.error("'\(pair.key)' stands beside `prices:`; put it into one of the prices"))
    }
    let multiplier = multiplier(offer)
    var prices: [DatedPrice] = []
    for node in problems.take({ () throws(YAMLError) in try list.list() }) ?? [] {
      guard let facts = problems.facts(node, keys: Self.priceKeys),
        let price = price(facts, defaults: defaults(facts, inheriting: outer), multiplier: multiplier)
      else { continue }
      if let last = prices.last, price.from <= last.from {
        problems.note(
          node.error(
            "dates are out of order: this price starts \(price.from.dayText), the one before it \(last.from.dayText)"))
      }
      prices.append(price)
    }
    return prices
  }

  /// One dated price; nil after errors were noted.
  mutating func price(_ facts: YAMLMapping, defaults: FactDefaults, multiplier inherited: Int64?) -> DatedPrice? {
    let citation = citation(defaults, for: facts.node)
    guard let base = card(facts) else {
      problems.note(facts.node.error("a price needs at least one rate", allowed: Self.cardKeys))
      return nil
    }
    let multiplier = multiplier(facts) ?? inherited
    let standard = cases(facts)
    var variants = expanded(standard, base: base, tier: nil)
    for tier in Self.tiers {
      guard let node = facts.value(tier.rawValue) else { continue }
      variants += tierVariants(tier, node, base: base, standard: standard, standardVariants: variants)
    }
    guard let citation else { return nil }
    return DatedPrice(
      from: defaults.from ?? citation.asOf, base: base, variants: variants, multiplierPPM: multiplier ?? 1_000_000,
      citation: citation)
  }

  private mutating func tierVariants(
    _ tier: ServiceTier, _ node: YAMLNode, base: RateCard, standard: PriceCases, standardVariants: [PriceVariant]
  ) -> [PriceVariant] {
    guard let facts = problems.facts(node, keys: ["multiplier"] + Self.cardKeys + Self.caseKeys),
      let adjustment = adjustment(facts)
    else { return [] }
    let own = cases(facts)
    switch adjustment {
    case .card(let card):
      return [PriceVariant(tier: tier, card: card)]
        + expanded(own.completedAsUnknown(by: standard), base: card, tier: tier)
    case .times, .unknown:
      guard own.isEmpty else {
        problems.note(
          node.error("a multiplier of `\(tier.rawValue)` covers windows and thresholds; they cannot stand beside it"))
        return []
      }
      let plain = PriceVariant(tier: tier, card: adjustment.applied(to: base))
      return [plain]
        + standardVariants.filter { $0.tier == nil }.map { variant in
          var copy = variant
          copy.tier = tier
          copy.card = adjustment.applied(to: variant.card)
          return copy
        }
    }
  }

  private mutating func expanded(_ cases: PriceCases, base: RateCard, tier: ServiceTier?) -> [PriceVariant] {
    problems.take { () throws(YAMLError) in try cases.variants(of: base, tier: tier) } ?? []
  }

  /// The multiplier of a mapping, if it has one.
  mutating func multiplier(_ facts: YAMLMapping) -> Int64? {
    problems.optional(facts, "multiplier") { node throws(YAMLError) in try node.multiplier() }
  }

  /// The fees of tools that a provider runs: `tool_fees: {web_search: 0.01}`, in dollars for one use; nil when there
  /// are none.
  mutating func toolFees(_ facts: YAMLMapping, defaults outer: FactDefaults) -> [ToolFee]? {
    guard let node = facts.value("tool_fees"),
      let fees = problems.facts(node, keys: ServerTool.known.map(\.rawValue) + ["source", "as_of"]),
      let citation = citation(defaults(fees, inheriting: outer), for: node)
    else { return nil }
    return ServerTool.known.compactMap { tool in
      problems.optional(fees, tool.rawValue) { node throws(YAMLError) in try node.dollars() }
        .map { ToolFee(tool: tool, perUse: $0, citation: citation) }
    }
  }
}
