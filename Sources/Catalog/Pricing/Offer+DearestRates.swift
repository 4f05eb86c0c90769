extension Offer {
  /// The highest rate of each kind that a request of any of these tiers may meet, multipliers included: what a hold must assume.
  ///
  /// Looks at every instant from `instant` until `horizon` later at which the price may change (a dated price or a
  /// window begins or ends) and at every threshold that a prompt of at most `promptTokenBound` tokens can cross.
  /// A kind that has no rate in any one of these cases is unknown, and so is everything when a tier has no price. Each rate is rounded up, so that a cost at these
  /// rates is never below the cost at the true ones.
  public func dearestRates(
    at instant: Timestamp, promptTokenBound: Int, horizon: Duration = .seconds(3600),
    tiers: [ServiceTier] = [.standard]
  ) -> RateCard {
    let schedule = schedule
    var dearest = DearestCard()
    func meet(_ moment: Timestamp) {
      schedule.forEachPromptSize(at: moment, upTo: promptTokenBound) { tokens in
        for tier in tiers {
          let selection = schedule.selection(at: moment, promptTokens: tokens, tier: tier)
          dearest.meet(selection.map(schedule.rates))
        }
      }
    }
    meet(instant)
    schedule.forEachChange(after: instant, upTo: instant.advanced(by: horizon), meet)
    return dearest.card
  }
}

extension Timestamp {
  // Stops at the last instant there is.
  fileprivate func advanced(by duration: Duration) -> Timestamp {
    let length = max(0, duration.components.seconds).multipliedReportingOverflow(by: 1000)
    let sum = milliseconds.addingReportingOverflow(length.overflow ? .max : length.partialValue)
    return Timestamp(milliseconds: sum.overflow ? .max : sum.partialValue)
  }
}

private struct DearestCard {
  private(set) var card = RateCard()
  private var isFirst = true

  mutating func meet(_ rates: (card: RateCard, multiplierPPM: Int64)?) {
    let next = rates.map { $0.card.scaled(ppm: $0.multiplierPPM) } ?? RateCard()
    card = isFirst ? next : Self.maximum(card, next)
    isFirst = false
  }

  private static func maximum(_ left: RateCard, _ right: RateCard) -> RateCard {
    RateCard(
      input: maximum(left.input, right.input), cacheRead: maximum(left.cacheRead, right.cacheRead),
      cacheWriteShort: maximum(left.cacheWriteShort, right.cacheWriteShort),
      cacheWriteLong: maximum(left.cacheWriteLong, right.cacheWriteLong),
      output: maximum(left.output, right.output), reasoning: maximum(left.reasoning, right.reasoning))
  }

  private static func maximum(_ left: TokenRate?, _ right: TokenRate?) -> TokenRate? {
    guard let left, let right else { return nil }
    return max(left, right)
  }
}
