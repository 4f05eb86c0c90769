/// How the cost of a request comes about, line by line.
public struct CostBreakdown: Sendable {
  /// One kind of token.
  public struct Line: Sendable {
    /// What kind of token.
    public var kind: TokenKind
    /// How many of them.
    public var tokens: Int
    /// Its rate before the multiplier; nil when none is known.
    public var rate: TokenRate?

    /// Tokens times rate, exactly; nil when the rate is unknown.
    public var amount: ExactDollars? {
      rate.map { ExactDollars(Int128(tokens) * Int128($0.nanoDollarsPerMillion), decimals: 15) }
    }
  }

  /// The kinds that were used.
  public var lines: [Line]
  /// Applied to the sum, in parts per million.
  public var multiplierPPM: Int64
  /// What `Offer.cost` says.
  public var cost: Cost

  /// The sum of the lines before the multiplier; nil when a rate is unknown.
  public var sum: ExactDollars? {
    var total = Int128(0)
    for line in lines {
      guard let amount = line.amount else { return nil }
      total = total.addingReportingOverflow(amount.units).partialValue
    }
    return ExactDollars(total, decimals: 15)
  }

  /// The sum times the multiplier, before rounding; nil when a rate is unknown or the digits do not fit.
  public var product: ExactDollars? {
    guard let sum else { return nil }
    let (units, overflow) = sum.units.multipliedReportingOverflow(by: Int128(multiplierPPM))
    return overflow ? nil : ExactDollars(units, decimals: 21)
  }
}

extension Offer {
  /// The lines of what `cost(of:at:tier:)` gives.
  public func breakdown(of usage: TokenUsage, at instant: Timestamp, tier: ServiceTier = .standard) -> CostBreakdown {
    let rates = rates(at: instant, promptTokens: usage.prompt, tier: tier)
    return CostBreakdown(
      lines: TokenKind.allCases.filter { usage[$0] > 0 }.map {
        CostBreakdown.Line(kind: $0, tokens: usage[$0], rate: rates?.card[$0])
      },
      multiplierPPM: rates?.multiplierPPM ?? 1_000_000, cost: cost(of: usage, at: instant, tier: tier))
  }
}
