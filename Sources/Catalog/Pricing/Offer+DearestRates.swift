extension Offer {
  /// The highest rate of each kind that a standard request may meet, multipliers included: what a hold must assume.
  ///
  /// Looks at every instant from `instant` until `horizon` later at which the price may change (a dated price or a
  /// window begins or ends) and at every threshold that a prompt of at most `promptTokenBound` tokens can cross.
  /// A kind that has no rate in any of these cases is unknown. Each rate is rounded up, so that a cost at these
  /// rates is never below the cost at the true ones.
  public func dearestRates(
    at instant: Timestamp, promptTokenBound: Int, horizon: Duration = .seconds(3600)
  ) -> RateCard {
    let length = max(0, horizon.components.seconds).multipliedReportingOverflow(by: 1000)
    let reach = instant.milliseconds.addingReportingOverflow(length.overflow ? .max : length.partialValue)
    let end = Timestamp(milliseconds: reach.overflow ? .max : reach.partialValue)
    var dearest = DearestCard()
    meet(instant, promptTokenBound, &dearest)
    func meetLater(_ moment: Timestamp) {
      if moment > instant, moment <= end, moment < retires ?? Timestamp(milliseconds: .max) {
        meet(moment, promptTokenBound, &dearest)
      }
    }
    for price in prices.indices {
      meetLater(prices[price].from)
      for variant in prices[price].variants.indices {
        for window in prices[price].variants[variant].windows {
          for day in (instant.day - 1)...max(instant.day, min(end.day, instant.day + 7)) {
            meetLater(Timestamp(milliseconds: Int64(day) * 86_400_000 + Int64(window.start) * 60_000))
            meetLater(Timestamp(milliseconds: Int64(day) * 86_400_000 + Int64(window.end) * 60_000))
          }
        }
      }
    }
    return dearest.card
  }

  // Between two thresholds the rates do not change, so the upper end of each stretch stands for all of it.
  private func meet(_ instant: Timestamp, _ promptTokenBound: Int, _ dearest: inout DearestCard) {
    dearest.meet(rates(at: instant, promptTokens: promptTokenBound))
    guard let number = priceNumber(at: instant) else { return }
    for variant in prices[number].variants.indices {
      guard let threshold = prices[number].variants[variant].abovePromptTokens, threshold < promptTokenBound else {
        continue
      }
      dearest.meet(rates(at: instant, promptTokens: threshold))
    }
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
