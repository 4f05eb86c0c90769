public import Catalog

/// What the tokens of a typical request cost on an offer, on average over the hours of a week.
public struct TokenPrice: Hashable, Sendable {
  /// US dollars per request.
  public var dollars: Double
  /// The price that it was reckoned with: from when it holds and where it is from.
  public var citation: Citation
  /// From when that price holds.
  public var from: Timestamp
}

/// Why the tokens of a request have no price on an offer.
public struct UnknownTokenPrice: Error, Hashable, Sendable {
  /// Kinds of token that have no rate; empty when the offer has no price at that time at all.
  public var missing: [TokenKind]

  /// The kinds that have no rate.
  public init(missing: [TokenKind]) { self.missing = missing }
}

extension Offer {
  /// What a typical request costs at the price that holds at an instant.
  ///
  /// Hours of the week count by their length, whatever hour the instant falls on, because a month has all of them.
  /// Requests that can wait are billed at the batch tier if the offer has one. A price that is not known is thrown.
  public func tokenPrice(of shape: TokenShape, at instant: Timestamp) throws(UnknownTokenPrice) -> TokenPrice {
    guard let number = priceNumber(at: instant), prices.indices.contains(number) else {
      throw UnknownTokenPrice(missing: [])
    }
    var price = prices[number]
    let citation = price.citation
    let from = price.from
    price.from = Timestamp(milliseconds: .min)
    var week = self
    week.prices = [price]
    week.retires = nil
    let standard = try week.weeklyMean(shape, .standard, price)
    guard shape.batchShare > 0, price.variants.contains(where: { $0.tier == .batch }),
      let batch = try? week.weeklyMean(shape, .batch, price)
    else { return TokenPrice(dollars: standard, citation: citation, from: from) }
    return TokenPrice(
      dollars: standard + shape.batchShare * (batch - standard), citation: citation, from: from)
  }

  /// When the price is announced to change after an instant, and what a request costs from then on.
  public func nextTokenPrice(of shape: TokenShape, after instant: Timestamp) -> TokenPrice? {
    guard let next = prices.map(\.from).filter({ $0 > instant }).min() else { return nil }
    return try? tokenPrice(of: shape, at: next)
  }

  private func weeklyMean(
    _ shape: TokenShape, _ tier: ServiceTier, _ price: DatedPrice
  ) throws(UnknownTokenPrice) -> Double {
    // 2026-01-05 is a Monday; with one undated price any week serves.
    let monday = Timestamp(year: 2026, month: 1, day: 5)
    var cuts: Set<Int> = [0]
    for window in price.variants.flatMap(\.windows) {
      for day in 0..<7 {
        for minute in [window.start, window.end] { cuts.insert((day * 1440 + minute) % 10_080) }
      }
    }
    let starts = cuts.sorted()
    var sum = 0.0
    for (place, start) in starts.enumerated() {
      let end = place + 1 < starts.count ? starts[place + 1] : 10_080
      let moment = Timestamp(milliseconds: monday.milliseconds + Int64(start) * 60_000)
      sum += try dollars(shape, tier, at: moment) * Double(end - start)
    }
    return sum / 10_080
  }

  private func dollars(
    _ shape: TokenShape, _ tier: ServiceTier, at moment: Timestamp
  ) throws(UnknownTokenPrice) -> Double {
    guard let rates = rates(at: moment, promptTokens: shape.input, tier: tier) else {
      throw UnknownTokenPrice(missing: [])
    }
    switch rates.card.cost(of: shape.usage(billedBy: rates.card), multiplierPPM: rates.multiplierPPM) {
    case .known(let amount): return Double(amount.amount) / 1e9
    case .unknown(let missing): throw UnknownTokenPrice(missing: missing)
    }
  }
}
