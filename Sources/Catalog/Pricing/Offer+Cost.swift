extension Offer {
  /// The position in `prices` of the price that holds at an instant; nil before the first one and once retired.
  public func priceNumber(at instant: Timestamp) -> Int? {
    if let retires, instant >= retires { return nil }
    var best: Int?
    for number in prices.indices where prices[number].from <= instant {
      if let best, prices[number].from < prices[best].from { continue }
      best = number
    }
    return best
  }

  /// The rates that hold for a whole request and the multiplier on them; nil when no price holds or the tier has none.
  public func rates(
    at instant: Timestamp, promptTokens: Int, tier: ServiceTier = .standard
  ) -> (card: RateCard, multiplierPPM: Int64)? {
    guard let number = priceNumber(at: instant),
      let card = prices[number].card(at: instant, promptTokens: promptTokens, tier: tier)
    else { return nil }
    return (card, prices[number].multiplierPPM)
  }

  /// What a request costs here.
  ///
  /// The sum over kinds is exact and rounded once per request, upward, to the next nano-dollar. Kinds that were
  /// used and have no price at that instant and tier make the cost unknown; a tier without a price of its own is
  /// never billed at the standard one. Does not allocate unless the cost is unknown.
  public func cost(of usage: TokenUsage, at instant: Timestamp, tier: ServiceTier = .standard) -> Cost {
    guard let rates = rates(at: instant, promptTokens: usage.prompt, tier: tier) else {
      return RateCard().cost(of: usage)
    }
    return rates.card.cost(of: usage, multiplierPPM: rates.multiplierPPM)
  }
}
