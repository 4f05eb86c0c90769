internal import Catalog

/// The dearest standard rates that an offer can charge at some instant, whatever the hour and the prompt's length.
struct PeakRates: Hashable, Sendable {
  var input: TokenRate?
  var output: TokenRate?

  /// The rates in force at an instant; nil fields when no price is known.
  init(offer: Offer, at instant: Timestamp) {
    guard let price = offer.prices.last(where: { $0.from <= instant }) else { return }
    let cards =
      [price.base] + price.variants.filter { ($0.tier ?? .standard) == .standard }.map(\.card)
    func dearest(_ kind: KeyPath<RateCard, TokenRate?>) -> TokenRate? {
      guard let rate = cards.compactMap({ $0[keyPath: kind] }).max() else { return nil }
      let product = rate.nanoDollarsPerMillion.multipliedFullWidth(by: price.multiplierPPM)
      let million: Int64 = 1_000_000
      // A quotient that does not fit would need a rate of nine billion dollars a million tokens.
      guard product.high.magnitude < UInt64(million / 2) else { return nil }
      return TokenRate(nanoDollarsPerMillion: million.dividingFullWidth(product).quotient)
    }
    input = dearest(\.input)
    output = dearest(\.output)
  }
}
