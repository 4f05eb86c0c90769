/// Everything that exists: models, who serves them and at what price, as facts with sources.
///
/// Nobody publishes who made a model, who hosts it where, under which licence and contract, and what it cost on which
/// day together; routing needs the join. So origin, host, weights and contract are four separate attributes, every
/// price has the day from which it holds, and what nobody published stays unknown instead of becoming zero. Nothing
/// here reads files or clocks: `Catalog.load` takes texts, and every question about a price names its instant.
public struct Catalog: Sendable {
  /// Models in the order of the files.
  public let models: [Model]
  /// Providers in the order of the files.
  public let providers: [Provider]
  /// Offers; their position is their number everywhere in the process.
  public let offers: [Offer]
  /// What the facts were read from, by name.
  public let sources: [Source]
  private let modelIndex: [ModelID: Int]
  private let providerIndex: [ProviderID: Int]
  private let offerIndex: [OfferID: Int]
  private let aliasIndex: [String: ModelID]

  /// A catalogue of given facts; the loader has checked that references hold and names are unique.
  public init(models: [Model], providers: [Provider], offers: [Offer], sources: [Source] = []) {
    self.sources = sources
    self.models = models
    self.providers = providers
    self.offers = offers
    modelIndex = Dictionary(models.indices.map { (models[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    providerIndex = Dictionary(
      providers.indices.map { (providers[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    offerIndex = Dictionary(offers.indices.map { (offers[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    var aliases: [String: ModelID] = [:]
    for model in models {
      for alias in model.aliases where aliases[alias] == nil { aliases[alias] = model.id }
    }
    // The last part of an id is what people type; an alias that somebody wrote goes first.
    for model in models {
      let short = model.shortName
      if aliases[short] == nil { aliases[short] = model.id }
    }
    aliasIndex = aliases
  }

  /// The model with this id.
  public func model(_ id: ModelID) -> Model? { modelIndex[id].map { models[$0] } }

  /// The provider with this id.
  public func provider(_ id: ProviderID) -> Provider? { providerIndex[id].map { providers[$0] } }

  /// The position of an offer.
  public func offerNumber(_ id: OfferID) -> Int? { offerIndex[id] }

  /// The model that a caller means by `name`: its id or one of its aliases.
  public func model(named name: String) -> Model? { model(name) ?? aliasIndex[name].flatMap { model($0) } }
}
