internal import Catalog
internal import Policy

/// The offers to try, best first, while they are being found.
struct Ranking {
  /// An offer with what it is ranked by.
  struct Entry {
    var number: Int
    /// Its place before the price counts; 0 where only the price does.
    var quality: Int
    var nanoDollars: Int64
    var idRank: Int

    static func < (left: Entry, right: Entry) -> Bool {
      if left.quality != right.quality { return left.quality < right.quality }
      if left.nanoDollars != right.nanoDollars { return left.nanoDollars < right.nanoDollars }
      return left.idRank < right.idRank
    }
  }

  private(set) var offers: [Entry] = []
  private let limit: Int
  /// The longest answer that is bought, for each choice.
  let maxOutputTokens: Int
  let expectedUsage: TokenUsage

  init(limit: Int, _ demand: Demand) {
    self.limit = limit
    maxOutputTokens = demand.maxOutputTokens
    expectedUsage = demand.expectedUsage
    offers.reserveCapacity(limit + 1)
  }

  /// Puts an offer in its place, unless enough better ones are there.
  mutating func consider(_ entry: Entry) {
    var place = offers.count
    if place == limit {
      guard place > 0, entry < offers[place - 1] else { return }
      place -= 1
    } else {
      offers.append(entry)
    }
    // The worse ones move down by hand: there are few, and a general insertion costs more than the search.
    while place > 0, entry < offers[place - 1] {
      offers[place] = offers[place - 1]
      place -= 1
    }
    offers[place] = entry
  }

  /// These offers and then those of another ranking, of which at least one keeps a place.
  mutating func escalate(to other: Ranking) {
    guard !other.offers.isEmpty else { return }
    let reserved = limit > 1 || offers.isEmpty ? 1 : 0
    offers = Array(offers.prefix(limit - reserved))
    offers += other.offers.prefix(limit - offers.count)
  }
}
