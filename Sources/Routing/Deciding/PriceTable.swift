internal import Catalog

/// Prices of input and output laid flat, so that ranking hundreds of offers takes a few microseconds.
///
/// Gives exactly what `Offer.cost` gives for usage of these two kinds, and asks it wherever a price has special cases.
struct PriceTable: Sendable {
  /// A dated price.
  private struct Era {
    var from: Timestamp
    var card: RateCard
    var multiplierPPM: Int64
    /// Whether the base rates hold at every hour and for every length of prompt.
    var isPlain: Bool
  }

  private struct Span {
    var start: Int
    var end: Int
    var retires: Timestamp
  }

  private var eras: [Era] = []
  private var spans: [Span] = []

  init(_ catalog: Catalog) {
    for offer in catalog.offers {
      let start = eras.count
      // Of prices from the same instant the last one counts; sorting by position keeps it last.
      let prices = offer.prices.enumerated().sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }
      for (_, price) in prices {
        eras.append(
          Era(
            from: price.from, card: RateCard(input: price.base.input, output: price.base.output),
            multiplierPPM: price.multiplierPPM,
            isPlain: price.variants.allSatisfy { ($0.tier ?? .standard) != .standard }))
      }
      spans.append(Span(start: start, end: eras.count, retires: offer.retires ?? Timestamp(milliseconds: .max)))
    }
  }

  /// What `usage`, of input and output only, costs on an offer.
  func cost(_ number: Int, of usage: TokenUsage, at instant: Timestamp, catalog: Catalog) -> Cost {
    let span = spans[number]
    guard instant < span.retires else { return .unknown(missing: []) }
    var current = span.end
    while current > span.start {
      current -= 1
      guard eras[current].from <= instant else { continue }
      guard eras[current].isPlain else { return catalog.offers[number].cost(of: usage, at: instant) }
      return eras[current].card.cost(of: usage, multiplierPPM: eras[current].multiplierPPM)
    }
    return .unknown(missing: [])
  }
}
