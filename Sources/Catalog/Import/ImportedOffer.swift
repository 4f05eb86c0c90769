/// A price as a list states it, before it is a fact of a catalogue.
public struct ImportedPrice: Hashable, Sendable {
  /// Another card past a number of prompt tokens, for the whole request.
  public struct Threshold: Hashable, Sendable {
    /// The card holds for prompts with more tokens than this.
    public var promptTokens: Int
    /// The rates past it.
    public var card: RateCard

    /// A card past a number of prompt tokens.
    public init(promptTokens: Int, card: RateCard) {
      self.promptTokens = promptTokens
      self.card = card
    }
  }

  /// Another card in some hours of the week.
  public struct Hours: Hashable, Sendable {
    /// When it holds.
    public var windows: [PriceWindow]
    /// The rates in these hours.
    public var card: RateCard

    /// A card for some hours.
    public init(windows: [PriceWindow], card: RateCard) {
      self.windows = windows
      self.card = card
    }
  }

  /// The rates of batch, flex or priority.
  public struct Tier: Hashable, Sendable {
    /// The rates of a short prompt.
    public var card: RateCard
    /// What changes with longer ones.
    public var thresholds: [Threshold]

    /// A tier with its cards.
    public init(card: RateCard, thresholds: [Threshold] = []) {
      self.card = card
      self.thresholds = thresholds
    }
  }

  /// The day from which it holds; nil when the list does not say.
  public var from: Timestamp?
  /// The rates when no special case holds.
  public var base: RateCard
  /// What changes with long prompts, in rising order.
  public var thresholds: [Threshold]
  /// What changes in some hours.
  public var hours: [Hours]
  /// The tiers that have rates of their own.
  public var tiers: [ServiceTier: Tier]
  /// Multiplies every rate, in parts per million.
  public var multiplierPPM: Int64

  /// A price with its special cases.
  public init(
    from: Timestamp? = nil, base: RateCard, thresholds: [Threshold] = [], hours: [Hours] = [],
    tiers: [ServiceTier: Tier] = [:], multiplierPPM: Int64 = 1_000_000
  ) {
    self.from = from
    self.base = base
    self.thresholds = thresholds
    self.hours = hours
    self.tiers = tiers
    self.multiplierPPM = multiplierPPM
  }
}

/// What a price list says about one model at one provider.
public struct ImportedOffer: Hashable, Sendable {
  /// The provider as the list names it.
  public var listedProvider: String
  /// The model as the list names it, with all its prefixes.
  public var listedName: String
  /// The name that the provider's API expects, as far as the list tells.
  public var upstreamModel: String
  /// The provider in our names, when it is one that we know.
  public var provider: ProviderID?
  /// Where it runs, when the name says it.
  public var region: String?
  /// Whether it is a model for embeddings.
  public var isEmbedding: Bool
  /// The limit for prompt and answer together, in tokens.
  public var contextTokens: Int?
  /// The limit for the answer, in tokens.
  public var maxOutputTokens: Int?
  /// The day on which it is switched off.
  public var retires: Timestamp?
  /// Prices, oldest first; those without a day come first.
  public var prices: [ImportedPrice]
  /// Where it stands in the list, in bytes from the start.
  public var offset: Int

  /// An offer as a list has it.
  public init(
    listedProvider: String, listedName: String, upstreamModel: String, provider: ProviderID?, region: String? = nil,
    isEmbedding: Bool = false, contextTokens: Int? = nil, maxOutputTokens: Int? = nil, retires: Timestamp? = nil,
    prices: [ImportedPrice], offset: Int
  ) {
    self.listedProvider = listedProvider
    self.listedName = listedName
    self.upstreamModel = upstreamModel
    self.provider = provider
    self.region = region
    self.isEmbedding = isEmbedding
    self.contextTokens = contextTokens
    self.maxOutputTokens = maxOutputTokens
    self.retires = retires
    self.prices = prices
    self.offset = offset
  }
}
