internal import Catalog

/// Where one rate card holds: an offer within a segment, a size class and a tier.
struct RateKey: Hashable, Sendable {
  var offer: Int32
  var segment: Int32
  var size: UInt16
  var tier: UInt8

  func hash(into hasher: inout Hasher) {
    hasher.combine(UInt64(UInt32(bitPattern: offer)) << 32 | UInt64(UInt32(bitPattern: segment)))
    hasher.combine(UInt64(size) << 8 | UInt64(tier))
  }
}

/// The rates that hold somewhere; none when the offer has no price there.
struct Rates: Sendable {
  let card: RateCard
  let multiplierPPM: Int64
  let isKnown: Bool

  init(_ rates: (card: RateCard, multiplierPPM: Int64)?) {
    card = rates?.card ?? RateCard()
    multiplierPPM = rates?.multiplierPPM ?? 1_000_000
    isKnown = rates != nil
  }

  /// The exact cost of one row; nil when there is no price, or none for a kind of token that it used.
  func cost(of usage: TokenUsage) -> NanoDollars? {
    isKnown ? card.cost(of: usage, multiplierPPM: multiplierPPM).amount : nil
  }
}

extension ServiceTier {
  /// The position among all tiers.
  var number: UInt8 { UInt8(truncatingIfNeeded: Self.allCases.firstIndex(of: self) ?? 0) }

  /// The tier at a position.
  init(number: UInt8) { self = Self.allCases.indices.contains(Int(number)) ? Self.allCases[Int(number)] : .standard }
}
