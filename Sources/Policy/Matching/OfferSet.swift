/// A set of offers of one catalogue, by their numbers.
public struct OfferSet: Hashable, Sendable {
  /// 64 offers a word, offer 0 in the lowest bit of the first.
  public private(set) var words: [UInt64]

  /// A set of none of `count` offers.
  public init(count: Int) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }

  /// A set of those of `count` offers for which `isMember` holds.
  public init(count: Int, where isMember: (Int) -> Bool) {
    self.init(count: count)
    for number in 0..<count where isMember(number) { insert(number) }
  }

  /// Whether the set has an offer.
  public func contains(_ number: Int) -> Bool {
    let word = number >> 6
    return words.indices.contains(word) && words[word] & (1 << UInt64(number & 63)) != 0
  }

  /// Adds an offer.
  public mutating func insert(_ number: Int) {
    guard words.indices.contains(number >> 6) else { return }
    words[number >> 6] |= 1 << UInt64(number & 63)
  }

  /// Adds all offers of another set.
  public mutating func formUnion(_ other: OfferSet) {
    for index in words.indices where index < other.words.count { words[index] |= other.words[index] }
  }

  /// Keeps only offers that another set has too.
  public mutating func formIntersection(_ other: OfferSet) {
    for index in words.indices { words[index] &= index < other.words.count ? other.words[index] : 0 }
  }

  /// Removes all offers of another set.
  public mutating func subtract(_ other: OfferSet) {
    for index in words.indices where index < other.words.count { words[index] &= ~other.words[index] }
  }

  /// True when no offer is in it.
  public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// Calls `body` with each offer's number, ascending.
  @inlinable
  @inline(__always)
  public func forEach(_ body: (Int) -> Void) {
    for index in words.indices {
      var word = words[index]
      while word != 0 {
        body(index << 6 + word.trailingZeroBitCount)
        word &= word - 1
      }
    }
  }
}
