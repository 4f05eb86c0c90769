internal import StrictYAML

extension CatalogReader {
  private static var overrideKeys: [String] { ["offer", "provider", "model", "until"] + priceKeys }

  /// Reads one entry of `overrides:` and applies it to the offers that it names.
  mutating func applyOverride(_ entry: Entry, to listed: inout [Offer]) {
    guard let facts = problems.facts(entry.node, keys: Self.overrideKeys) else { return }
    let defaults = defaults(facts, inheriting: entry.defaults)
    let chosen = selection(facts, listed)
    let from = problems.required(facts, "from") { node throws(YAMLError) in try node.instant() }
    let until = problems.optional(facts, "until") { node throws(YAMLError) in try node.instant() }
    if let from, let until, until <= from {
      problems.note(entry.node.error("the override ends \(until.dayText), before it starts \(from.dayText)"))
    }
    let term: NegotiatedPrice.Term
    if facts.pairs.contains(where: { Self.cardKeys.contains($0.key) && !$0.value.isNull }) {
      guard let price = price(facts, defaults: defaults, multiplier: nil) else { return }
      term = .price(price)
    } else {
      let ppm = problems.required(facts, "multiplier") { node throws(YAMLError) in try node.multiplier() }
      guard let ppm, let citation = citation(defaults, for: entry.node) else { return }
      term = .multiplier(ppm, citation)
    }
    guard let from else { return }
    let negotiated = NegotiatedPrice(from: from, until: until, term: term)
    for number in chosen { listed[number].prices = negotiated.applied(to: listed[number].prices) }
  }

  private mutating func selection(_ facts: YAMLMapping, _ listed: [Offer]) -> [Int] {
    let offer = problems.optional(facts, "offer") { [offers] node throws(YAMLError) in
      try offers.find(try node.string(), for: node).id
    }
    let provider = problems.optional(facts, "provider") { [providers] node throws(YAMLError) in
      try providers.find(try node.string(), for: node).id
    }
    let model = problems.optional(facts, "model") { [models] node throws(YAMLError) in
      try models.find(try node.string(), for: node).id
    }
    let named = ["offer", "provider", "model"].compactMap { facts.value($0) }
    guard !named.isEmpty else {
      problems.note(facts.node.error("which offers does this override?", allowed: ["offer", "provider", "model"]))
      return []
    }
    guard [offer, provider, model].compactMap(\.self).count == named.count else { return [] }
    let chosen = listed.indices.filter { number in
      (offer.map { $0 == listed[number].id } ?? true) && (provider.map { $0 == listed[number].provider } ?? true)
        && (model.map { $0 == listed[number].model } ?? true)
    }
    if chosen.isEmpty { problems.note(facts.node.error("no offer has this combination of offer, provider and model")) }
    return chosen
  }
}
