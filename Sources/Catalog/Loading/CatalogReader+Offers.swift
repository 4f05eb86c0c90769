internal import StrictYAML

extension CatalogReader {
  private static var offerKeys: [String] {
    [
      "model", "provider", "region", "upstream_model", "id", "terms", "capabilities", "lacks", "context",
      "max_output", "retires", "tool_fees", "prices", "replace",
    ] + priceKeys
  }

  /// Reads one entry of `offers:`, which may stand for one model on several hosts.
  mutating func readOffers(_ entry: Entry) {
    guard let group = problems.facts(entry.node, keys: Self.offerKeys + ["hosts"]) else { return }
    guard let hosts = group.value("hosts") else {
      readOffer(group, defaults: defaults(group, inheriting: entry.defaults))
      return
    }
    let outer = defaults(group, inheriting: entry.defaults)
    for node in problems.take({ () throws(YAMLError) in try hosts.list() }) ?? [] {
      guard let host = problems.facts(node, keys: Self.offerKeys) else { continue }
      let inner = defaults(host, inheriting: outer)
      readOffer(host.completed(by: group, except: ["hosts", "source", "as_of", "from"]), defaults: inner)
    }
  }

  private mutating func readOffer(_ facts: YAMLMapping, defaults: FactDefaults) {
    let citation = citation(defaults, for: facts.node)
    let model = problems.required(facts, "model") { [models] node throws(YAMLError) in
      try models.find(try node.string(), for: node)
    }
    let provider = problems.required(facts, "provider") { [providers] node throws(YAMLError) in
      try providers.find(try node.string(), for: node)
    }
    let region = problems.optional(facts, "region") { node throws(YAMLError) in
      try node.country(or: CountryCodes.regionNames)
    }
    let upstream = problems.optional(facts, "upstream_model") { node throws(YAMLError) in try node.name() }
    let terms = problems.flags(facts, "terms", among: ContractTerms.names)
    let stated = problems.flags(facts, "capabilities", among: Capabilities.names)
    let lacks = problems.flags(facts, "lacks", among: Capabilities.names) ?? []
    let context = problems.optional(facts, "context") { node throws(YAMLError) in try node.int(1...1_000_000_000) }
    let maxOutput = problems.optional(facts, "max_output") { node throws(YAMLError) in
      try node.int(0...1_000_000_000)
    }
    let retires = problems.optional(facts, "retires") { node throws(YAMLError) in try node.instant() }
    let replacing = problems.optional(facts, "replace") { node throws(YAMLError) in try node.bool() } ?? false
    let prices = prices(facts, defaults: defaults)
    let fees = toolFees(facts, defaults: defaults)
    guard let model, let provider, let citation else { return }
    let place = region ?? provider.region
    let name = "\(model.id)@\(provider.id)"
    let usual = place == provider.region ? name : "\(name)/\(place)"
    let own = problems.optional(facts, "id") { node throws(YAMLError) in
      let text = try node.name()
      guard text.hasPrefix(name) else { throw node.error("an offer's id must start with '\(name)'") }
      return text
    }
    let offer = Offer(
      id: own ?? usual, model: model.id, provider: provider.id, region: place,
      upstreamModel: upstream ?? String(model.id.split(separator: "/").last ?? ""), terms: terms ?? provider.terms,
      capabilities: (stated.map(Self.completed) ?? model.capabilities).subtracting(lacks),
      contextTokens: context ?? model.contextTokens,
      maxOutputTokens: maxOutput ?? min(model.maxOutputTokens, context ?? .max), prices: prices,
      retires: [retires, model.retires].compactMap(\.self).min(), citation: citation,
      toolFees: fees ?? provider.toolFees)
    do { try offers.add(offer, id: offer.id, at: facts.node, replacing: replacing) } catch { problems.note(error) }
  }
}
