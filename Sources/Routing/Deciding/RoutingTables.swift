internal import Catalog
internal import Economics
internal import Policy

/// What a router works out once: the facts of all offers, side by side.
final class RoutingTables: Sendable {
  let policy: CompiledPolicy
  let useCases: [UseCase]
  let facts: [OfferFacts]
  let prices: PriceTable
  /// Offers whose provider can be reached at all.
  let configured: OfferSet
  /// Offers that answer `/chat/completions` and those that make embeddings.
  let chat: OfferSet
  let embeddings: OfferSet
  /// For each use case ordered by quality, each offer's place by everything but its price.
  let quality: [[Int]]
  /// The cascade of each use case; empty when none has one, so that nothing is looked up for policies without.
  let cascades: [Policy.Cascade?]
  let offersByModel: [ModelID: OfferSet]
  /// What a request's `model` can name beside use cases, as UTF-8: what a caller names is compared as bytes.
  let named: [[UInt8]: NamedOffers]
  /// For each use case the offers of the model that its cascade's verifier names.
  let verifiers: [OfferSet?]

  /// The facts of an offer that every decision looks at.
  struct OfferFacts: Sendable {
    var capabilities: Capabilities
    var contextTokens: Int
    var maxOutputTokens: Int
    /// The offer's place when all are sorted by id.
    var idRank: Int
    var isSelfHosted: Bool
    var idHash: UInt64
    var dialect: WireDialect
    var template: ChatTemplate
  }

  /// The offers that a name stands for.
  struct NamedOffers: Sendable {
    var offers: OfferSet
    /// The longest answer that any of them gives.
    var outputLimit: Int
  }

  init(policy: CompiledPolicy, providers: Set<ProviderID>?) {
    let catalog = policy.catalog
    let offers = catalog.offers
    self.policy = policy
    useCases = policy.policy.useCases
    cascades = useCases.contains { $0.cascade != nil } ? useCases.map(\.cascade) : []
    var idRanks = [Int](repeating: 0, count: offers.count)
    for (rank, number) in offers.indices.sorted(by: { offers[$0].id < offers[$1].id }).enumerated() {
      idRanks[number] = rank
    }
    facts = offers.enumerated().map { number, offer in
      var hash = Fingerprint()
      hash.add(offer.id)
      return OfferFacts(
        capabilities: offer.capabilities, contextTokens: offer.contextTokens, maxOutputTokens: offer.maxOutputTokens,
        idRank: idRanks[number],
        isSelfHosted: catalog.provider(offer.provider)?.seat == CountryCodes.selfHosted, idHash: hash.value,
        dialect: catalog.provider(offer.provider)?.dialect ?? .openAI,
        template: ChatTemplate(of: catalog.model(offer.model)))
    }
    configured = OfferSet(count: offers.count) { providers?.contains(offers[$0].provider) ?? true }
    prices = PriceTable(catalog)
    embeddings = OfferSet(count: offers.count) { offers[$0].capabilities.contains(.embeddings) }
    chat = OfferSet(count: offers.count) {
      offers[$0].capabilities.contains(.chat) || !offers[$0].capabilities.contains(.embeddings)
    }
    quality = policy.policy.useCases.map { useCase in
      useCase.order == .quality ? Self.qualityRanks(useCase, catalog: catalog) : []
    }
    var byModel: [ModelID: OfferSet] = [:]
    for (number, offer) in offers.enumerated() {
      byModel[offer.model, default: OfferSet(count: offers.count)].insert(number)
    }
    offersByModel = byModel
    named = Self.names(catalog, facts, byModel)
    verifiers = useCases.map { $0.cascade?.verifier?.model.map { policy.offers(named: $0) } }
  }

  /// Models by id and alias, and offers by id; a model's id comes before an alias, and both before an offer's.
  private static func names(
    _ catalog: Catalog, _ facts: [OfferFacts], _ byModel: [ModelID: OfferSet]
  ) -> [[UInt8]: NamedOffers] {
    var named: [[UInt8]: NamedOffers] = [:]
    func add(_ name: String, _ offers: OfferSet) {
      var limit = 0
      offers.forEach { limit = max(limit, facts[$0].maxOutputTokens) }
      named[Array(name.utf8)] = NamedOffers(offers: offers, outputLimit: limit)
    }
    for (number, offer) in catalog.offers.enumerated() {
      var offers = OfferSet(count: facts.count)
      offers.insert(number)
      add(offer.id, offers)
    }
    for name in catalog.models.flatMap({ $0.aliases + [$0.shortName, $0.id] }) {
      if let offers = catalog.model(named: name).flatMap({ byModel[$0.id] }) { add(name, offers) }
    }
    return named
  }

  /// Preferred models in the order of the policy, then by tier, then the newer first; equal ones share a rank.
  private static func qualityRanks(_ useCase: UseCase, catalog: Catalog) -> [Int] {
    struct Key: Hashable, Comparable {
      var preference: Int
      var tier: Tier
      var released: Timestamp
      static func < (left: Key, right: Key) -> Bool {
        if left.preference != right.preference { return left.preference < right.preference }
        if left.tier != right.tier { return left.tier > right.tier }
        return left.released > right.released
      }
    }
    let keys = catalog.offers.map { offer -> Key in
      let model = catalog.model(offer.model)
      return Key(
        preference: useCase.prefer.firstIndex { Membership.matches(offer.model, pattern: $0) } ?? useCase.prefer.count,
        tier: model?.tier ?? .small, released: model?.released ?? Timestamp(milliseconds: .min))
    }
    let places = Dictionary(
      uniqueKeysWithValues: Set(keys).sorted().enumerated().map { ($0.element, $0.offset) })
    return keys.map { places[$0] ?? 0 }
  }
}
