public import Catalog

/// An offer without a price for what a request uses.
public struct UnpricedOffer: Hashable, Sendable {
  /// The offer.
  public var offer: OfferID
  /// Kinds of token without a rate; empty when it has no price at all at that time.
  public var missing: [TokenKind]

  /// An offer with the kinds of token that have no rate.
  public init(offer: OfferID, missing: [TokenKind]) {
    self.offer = offer
    self.missing = missing
  }
}
