/// How a provider is asked to schedule a request, with its own price.
public enum ServiceTier: String, CaseIterable, Codable, Sendable {
  case standard, batch, flex, priority
  /// OpenAI's tier above priority.
  case ultrafast
  /// Anthropic's `speed: fast`.
  case fast
  /// Anthropic's `inference_geo: us`: processed in one country because the caller asks for it.
  case regional
}

/// A rate card that holds only when all its conditions do.
public struct PriceVariant: Hashable, Sendable {
  /// Any of these windows; empty means at any time.
  public var windows: [PriceWindow]
  /// Holds for the whole request once the prompt has more tokens than this; nil means for any prompt.
  public var abovePromptTokens: Int?
  /// Holds for requests of this tier; nil means for `.standard`.
  public var tier: ServiceTier?
  /// The rates; a kind that is missing here is unknown, whatever other cards say.
  public var card: RateCard

  /// A card with its conditions.
  public init(windows: [PriceWindow] = [], abovePromptTokens: Int? = nil, tier: ServiceTier? = nil, card: RateCard) {
    self.windows = windows
    self.abovePromptTokens = abovePromptTokens
    self.tier = tier
    self.card = card
  }
}

/// The prices of an offer from one instant on, until the next dated price begins.
public struct DatedPrice: Hashable, Sendable {
  /// First instant at which it holds.
  public var from: Timestamp
  /// The rates when no special case holds.
  public var base: RateCard
  /// Special cases. The most specific matching one wins: a tier before a threshold before a window.
  public var variants: [PriceVariant]
  /// Multiplies every rate, in parts per million: 1,100,000 for a region that costs 10 % more.
  public var multiplierPPM: Int64
  /// Where the price comes from.
  public var citation: Citation

  /// A price with its special cases.
  public init(
    from: Timestamp, base: RateCard, variants: [PriceVariant] = [], multiplierPPM: Int64 = 1_000_000,
    citation: Citation
  ) {
    self.from = from
    self.base = base
    self.variants = variants
    self.multiplierPPM = multiplierPPM
    self.citation = citation
  }
}
