/// Reads the `api.json` of models.dev: providers with models, prices in dollars per million tokens.
enum ModelsDev {
  static func read(_ root: JSONNode, into list: inout PriceList) {
    list.format = .modelsDev
    for provider in root.members ?? [] {
      guard let models = provider.value["models"]?.members else {
        list.note(provider.key, provider.value.offset, "a provider needs 'models'")
        continue
      }
      for model in models {
        list.entries += 1
        read(model, provider: provider.key, into: &list)
      }
    }
  }

  private static func read(_ model: JSONNode.Member, provider: String, into list: inout PriceList) {
    guard model.value.members != nil else {
      return list.note(
        "\(provider)/\(model.key)", model.value.offset, "a model must be an object, not \(model.value.kind)")
    }
    if model.value["status"]?.string == "deprecated" { return list.skip("deprecated") }
    guard let cost = model.value["cost"] else { return list.skip("has no price for text") }
    var rates = ListedRates(perToken: false)
    let base = card(cost, &rates)
    var thresholds = steps(cost["tiers"]?.elements ?? [], completedBy: base, &rates)
    if let long = cost["context_over_200k"] {
      thresholds.append(.init(promptTokens: 200_000, card: card(long, &rates).completed(by: base)))
    }
    if let problem = rates.problem { return list.note("\(provider)/\(model.key)", problem.offset, problem.message) }
    let name = model.value["id"]?.string ?? model.key
    list.add(
      ImportedOffer(
        listedProvider: provider, listedName: name, upstreamModel: name,
        provider: ListedProviders.serving(name, at: ListedProviders.modelsDev[provider], listed: provider),
        contextTokens: model.value["limit"]?["context"]?.count,
        maxOutputTokens: model.value["limit"]?["output"]?.count,
        prices: [ImportedPrice(base: base, thresholds: thresholds)], offset: model.offset))
  }

  /// The rates of one card, by the names of models.dev.
  static func card(_ cost: JSONNode, _ rates: inout ListedRates) -> RateCard {
    RateCard(
      input: rates.rate(cost["input"], named: "input"),
      cacheRead: rates.rate(cost["cache_read"], named: "cache_read"),
      cacheWriteShort: rates.rate(cost["cache_write"], named: "cache_write"),
      output: rates.rate(cost["output"], named: "output"),
      reasoning: rates.rate(cost["reasoning"], named: "reasoning")
    ).withoutFreeCaches
  }

  /// Cards past a number of prompt tokens.
  static func steps(
    _ nodes: [JSONNode], completedBy base: RateCard, _ rates: inout ListedRates
  ) -> [ImportedPrice.Threshold] {
    var below = base
    var thresholds: [ImportedPrice.Threshold] = []
    for node in nodes {
      guard let size = node["tier"]?["size"]?.count, size > 0 else {
        _ = rates.fail(node, "a tier needs a whole number as 'size'")
        continue
      }
      below = card(node, &rates).completed(by: below)
      thresholds.append(.init(promptTokens: size, card: below))
    }
    return thresholds.sorted { $0.promptTokens < $1.promptTokens }
  }
}

extension PriceList {
  /// Takes an offer, unless its price is none.
  mutating func add(_ offer: ImportedOffer) {
    guard let base = offer.prices.last?.base, base.input != nil else { return skip("has no price for text") }
    guard !base.isListedFree else { return skip("listed at nothing") }
    var offer = offer
    offer.isEmbedding = base.output == nil
    offers.append(offer)
  }
}
