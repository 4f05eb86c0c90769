public import Catalog

/// Which prices an audit used: the day of the newest one, and a fingerprint of all of them.
public struct PriceVersion: Hashable, Sendable {
  /// The latest day on which a price that was in force by `asOf` began; nil when no offer has a price.
  public var newestPrice: Timestamp?
  /// The latest day on which somebody read a price from its source.
  public var newestReading: Timestamp?
  /// Sixteen hexadecimal digits over every offer's rates, dates, windows and thresholds.
  public var fingerprint: String

  /// The version of a catalogue's prices, of those that had begun at an instant.
  public init(_ catalog: Catalog, asOf: Timestamp = Timestamp(milliseconds: .max)) {
    var hash = Fingerprint()
    for offer in catalog.offers {
      hash.add(offer.id)
      hash.add(offer.retires?.milliseconds ?? .max)
      for price in offer.prices {
        if price.from <= asOf { newestPrice = max(newestPrice ?? price.from, price.from) }
        newestReading = max(newestReading ?? price.citation.asOf, price.citation.asOf)
        Self.add(price, to: &hash)
      }
    }
    fingerprint = hash.text
  }

  private static func add(_ price: DatedPrice, to hash: inout Fingerprint) {
    hash.add(price.from.milliseconds)
    hash.add(price.multiplierPPM)
    add(price.base, to: &hash)
    for variant in price.variants {
      hash.add(variant.tier?.rawValue ?? "")
      hash.add(Int64(variant.abovePromptTokens ?? -1))
      for window in variant.windows {
        hash.add(Int64(window.start))
        hash.add(Int64(window.end))
        for day in window.weekdays.sorted() { hash.add(Int64(day)) }
      }
      add(variant.card, to: &hash)
    }
  }

  private static func add(_ card: RateCard, to hash: inout Fingerprint) {
    for kind in TokenKind.allCases { hash.add(card[kind]?.nanoDollarsPerMillion ?? -1) }
  }
}
