/// A price of tokens: nano-dollars per million tokens, so that $0.0284 per million is exact.
public struct TokenRate: Hashable, Comparable, Codable, Sendable {
  /// 10⁻⁹ USD per 10⁶ tokens.
  public var nanoDollarsPerMillion: Int64
  public init(nanoDollarsPerMillion: Int64) { self.nanoDollarsPerMillion = nanoDollarsPerMillion }
  public static func < (left: Self, right: Self) -> Bool { left.nanoDollarsPerMillion < right.nanoDollarsPerMillion }
}

/// The rates of the token kinds; nil means that no price is known, which is not the same as free.
public struct RateCard: Hashable, Sendable {
  public var input: TokenRate?
  public var cacheRead: TokenRate?
  public var cacheWriteShort: TokenRate?
  public var cacheWriteLong: TokenRate?
  public var output: TokenRate?
  public var reasoning: TokenRate?

  public init(
    input: TokenRate? = nil, cacheRead: TokenRate? = nil, cacheWriteShort: TokenRate? = nil,
    cacheWriteLong: TokenRate? = nil, output: TokenRate? = nil, reasoning: TokenRate? = nil
  ) {
    self.input = input
    self.cacheRead = cacheRead
    self.cacheWriteShort = cacheWriteShort
    self.cacheWriteLong = cacheWriteLong
    self.output = output
    self.reasoning = reasoning
  }

  /// The rate of one kind.
  public subscript(kind: TokenKind) -> TokenRate? {
    switch kind {
    case .input: input
    case .cacheRead: cacheRead
    case .cacheWriteShort: cacheWriteShort
    case .cacheWriteLong: cacheWriteLong
    case .output: output
    case .reasoning: reasoning
    }
  }
}

/// Hours of the week in UTC in which another rate card holds.
public struct PriceWindow: Hashable, Sendable {
  /// Minutes since midnight UTC; a window may wrap past midnight when `end` ≤ `start`.
  public var start: Int
  /// Minutes since midnight UTC, exclusive.
  public var end: Int
  /// Days on which the window starts, Monday is 1.
  public var weekdays: Set<Int>
  public init(start: Int, end: Int, weekdays: Set<Int>) {
    self.start = start
    self.end = end
    self.weekdays = weekdays
  }
}

/// How a provider is asked to schedule a request, with its own price.
public enum ServiceTier: String, CaseIterable, Codable, Sendable {
  case standard, batch, flex, priority
}

/// A rate card that holds only when all its conditions do.
public struct PriceVariant: Hashable, Sendable {
  /// Any of these windows; empty means at any time.
  public var windows: [PriceWindow]
  /// Holds for the whole request once the prompt has more tokens than this; nil means for any prompt.
  public var abovePromptTokens: Int?
  /// Holds for requests of this tier; nil means for `.standard`.
  public var tier: ServiceTier?
  public var card: RateCard
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
  public var base: RateCard
  /// Special cases. The most specific matching one wins: a tier before a threshold before a window.
  public var variants: [PriceVariant]
  /// Multiplies every rate, in parts per million: 1,100,000 for a region that costs 10 % more.
  public var multiplierPPM: Int64
  public var citation: Citation

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
