/// A price that a customer agreed with a provider, for a time.
struct NegotiatedPrice {
  enum Term {
    /// A factor on whatever is listed, in parts per million.
    case multiplier(Int64, Citation)
    /// Another price.
    case price(DatedPrice)
  }

  var from: Timestamp
  /// From here on the listed prices hold again; nil means never.
  var until: Timestamp?
  var term: Term

  /// Listed prices, in order, with this one in its time. Multipliers are rounded up to the next millionth.
  func applied(to listed: [DatedPrice]) -> [DatedPrice] {
    let pieces = Self.cut(Self.cut(listed, at: from), at: until)
    let before = pieces.filter { $0.from < from }
    let limit = until ?? Timestamp(milliseconds: .max)
    let within = pieces.filter { $0.from >= from && $0.from < limit }
    let after = pieces.filter { $0.from >= limit }
    switch term {
    case .price(var price):
      price.from = from
      if let until, after.first?.from != until {
        return before + [price, DatedPrice(from: until, base: RateCard(), citation: price.citation)] + after
      }
      return before + [price] + after
    case .multiplier(let ppm, let citation):
      return before + within.map { Self.scaled($0, ppm: ppm, citation) } + after
    }
  }

  private static func scaled(_ listed: DatedPrice, ppm: Int64, _ citation: Citation) -> DatedPrice {
    var price = listed
    price.multiplierPPM = TokenRate(nanoDollarsPerMillion: listed.multiplierPPM).scaled(ppm: ppm).nanoDollarsPerMillion
    price.citation = Citation(source: "\(citation.source), on \(listed.citation.source)", asOf: citation.asOf)
    return price
  }

  // The price that holds at the cut is split in two, so that either half can be changed alone.
  private static func cut(_ prices: [DatedPrice], at instant: Timestamp?) -> [DatedPrice] {
    guard let instant, let number = prices.lastIndex(where: { $0.from <= instant }), prices[number].from < instant
    else {
      return prices
    }
    var pieces = prices
    var rest = prices[number]
    rest.from = instant
    pieces.insert(rest, at: number + 1)
    return pieces
  }
}
