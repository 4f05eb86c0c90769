/// The rates of the token kinds; nil means that no price is known, which is not the same as free.
public struct RateCard: Hashable, Sendable {
  /// The rate of prompt tokens that no cache served.
  public var input: TokenRate?
  /// The rate of prompt tokens read from a cache.
  public var cacheRead: TokenRate?
  /// The rate of prompt tokens written to a short-lived cache.
  public var cacheWriteShort: TokenRate?
  /// The rate of prompt tokens written to a long-lived cache.
  public var cacheWriteLong: TokenRate?
  /// The rate of visible answer tokens.
  public var output: TokenRate?
  /// The rate of hidden reasoning tokens.
  public var reasoning: TokenRate?

  /// A card of rates by kind.
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
    get {
      switch kind {
      case .input: input
      case .cacheRead: cacheRead
      case .cacheWriteShort: cacheWriteShort
      case .cacheWriteLong: cacheWriteLong
      case .output: output
      case .reasoning: reasoning
      }
    }
    set {
      switch kind {
      case .input: input = newValue
      case .cacheRead: cacheRead = newValue
      case .cacheWriteShort: cacheWriteShort = newValue
      case .cacheWriteLong: cacheWriteLong = newValue
      case .output: output = newValue
      case .reasoning: reasoning = newValue
      }
    }
  }

  /// Every known rate times `ppm` millionths, each rounded up to the next nano-dollar per million tokens.
  public func scaled(ppm: Int64) -> RateCard {
    guard ppm != 1_000_000 else { return self }
    return RateCard(
      input: input?.scaled(ppm: ppm), cacheRead: cacheRead?.scaled(ppm: ppm),
      cacheWriteShort: cacheWriteShort?.scaled(ppm: ppm), cacheWriteLong: cacheWriteLong?.scaled(ppm: ppm),
      output: output?.scaled(ppm: ppm), reasoning: reasoning?.scaled(ppm: ppm))
  }
}
