extension Offer {
  /// The position in `prices` of the price that holds at an instant; nil before the first one and once retired.
  public func priceNumber(at instant: Timestamp) -> Int? { schedule.priceNumber(at: instant) }

  /// The price that holds for a request, and which of its variants does; nil when no price holds or the tier has none.
  public func applicablePrice(
    at instant: Timestamp, promptTokens: Int, tier: ServiceTier = .standard
  ) -> (price: DatedPrice, variant: PriceVariant?)? {
    guard let selection = schedule.selection(at: instant, promptTokens: promptTokens, tier: tier) else { return nil }
    let price = prices[selection.price]
    return (price, selection.variant.map { price.variants[$0] })
  }

  /// The rates that hold for a whole request and the multiplier on them; nil when no price holds or the tier has none.
  public func rates(
    at instant: Timestamp, promptTokens: Int, tier: ServiceTier = .standard
  ) -> (card: RateCard, multiplierPPM: Int64)? {
    guard let selection = schedule.selection(at: instant, promptTokens: promptTokens, tier: tier) else { return nil }
    return schedule.rates(selection)
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
