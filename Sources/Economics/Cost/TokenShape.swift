public import Catalog

/// What a typical request of a kind of work uses.
public struct TokenShape: Hashable, Sendable {
  /// Prompt tokens, cached ones included.
  public var input: Int
  /// Tokens of the visible answer.
  public var output: Int
  /// Tokens of hidden reasoning.
  public var reasoning: Int
  /// Share of the prompt that a cache serves, where the offer has a price for that.
  public var cachedShare: Double
  /// Share of the prompt that is written to a cache, where the offer has a price for that.
  public var cacheWriteShare: Double
  /// Share of requests that can wait for the batch tier, where the offer has one.
  public var batchShare: Double

  /// A shape by its parts; counts below zero count as zero, shares outside 0 to 1 as the nearer end.
  public init(
    input: Int, output: Int, reasoning: Int = 0, cachedShare: Double = 0, cacheWriteShare: Double = 0,
    batchShare: Double = 0
  ) {
    func share(_ number: Double) -> Double { number.isNaN ? 0 : min(1, max(0, number)) }
    self.input = max(0, input)
    self.output = max(0, output)
    self.reasoning = max(0, reasoning)
    self.cachedShare = share(cachedShare)
    self.cacheWriteShare = min(share(cacheWriteShare), 1 - self.cachedShare)
    self.batchShare = share(batchShare)
  }

  /// Prompt and answer.
  public var total: Int { input.saturating(output).saturating(reasoning) }

  /// The usage as a rate card bills it: what the card has no cache price for is a plain prompt, and reasoning without
  /// a rate of its own is output.
  public func usage(billedBy card: RateCard) -> TokenUsage {
    let read = card.cacheRead == nil ? 0 : Self.part(input, cachedShare)
    let written = card.cacheWriteShort == nil ? 0 : Self.part(input, cacheWriteShare)
    let hidden = card.reasoning == nil ? 0 : reasoning
    return TokenUsage(
      input: max(0, input - read - written), cacheRead: read, cacheWriteShort: written,
      output: output.saturating(reasoning - hidden), reasoning: hidden)
  }

  private static func part(_ count: Int, _ share: Double) -> Int {
    min(count, Int(exactly: (Double(count) * share).rounded()) ?? count)
  }
}

extension Int {
  func saturating(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
