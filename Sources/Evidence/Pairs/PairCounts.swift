/// How many pairs ended each way: all that the test needs to know, in any order.
public struct PairCounts: Hashable, Sendable {
  public private(set) var lost = 0
  public private(set) var halfLost = 0
  public private(set) var tied = 0
  public private(set) var halfWon = 0
  public private(set) var won = 0

  /// The most that a count says; it stays there, so that sums cannot overflow.
  public static let limit = 1 << 48

  /// No pairs.
  public init() {}

  /// So many pairs of each kind; negative numbers count as none.
  public init(lost: Int = 0, halfLost: Int = 0, tied: Int = 0, halfWon: Int = 0, won: Int = 0) {
    self.lost = Self.clamped(lost)
    self.halfLost = Self.clamped(halfLost)
    self.tied = Self.clamped(tied)
    self.halfWon = Self.clamped(halfWon)
    self.won = Self.clamped(won)
  }

  /// How many pairs ended this way.
  public subscript(difference: Difference) -> Int {
    switch difference {
    case .lost: lost
    case .halfLost: halfLost
    case .tied: tied
    case .halfWon: halfWon
    case .won: won
    }
  }

  /// Counts pairs that ended this way.
  public mutating func add(_ difference: Difference, times: Int = 1) {
    let added = Self.clamped(times)
    switch difference {
    case .lost: lost = Self.clamped(lost + added)
    case .halfLost: halfLost = Self.clamped(halfLost + added)
    case .tied: tied = Self.clamped(tied + added)
    case .halfWon: halfWon = Self.clamped(halfWon + added)
    case .won: won = Self.clamped(won + added)
    }
  }

  /// The counts of two replicas together; which comes first does not matter.
  public func merged(with other: PairCounts) -> PairCounts {
    PairCounts(
      lost: lost + other.lost, halfLost: halfLost + other.halfLost, tied: tied + other.tied,
      halfWon: halfWon + other.halfWon, won: won + other.won)
  }

  /// The number of pairs.
  public var total: Int { lost + halfLost + tied + halfWon + won }

  /// The five counts, lost first.
  public var five: [Int] { [lost, halfLost, tied, halfWon, won] }

  /// The mean difference in points; 0 of nothing.
  public var mean: Double {
    total == 0 ? 0 : (Double(won - lost) + Double(halfWon - halfLost) / 2) / Double(total)
  }

  /// The share of pairs without a difference; 0 of nothing.
  public var tieRate: Double { total == 0 ? 0 : Double(tied) / Double(total) }

  /// The counts seen from the other side: what one won the other lost.
  var mirrored: PairCounts {
    PairCounts(lost: won, halfLost: halfWon, tied: tied, halfWon: halfLost, won: lost)
  }

  private static func clamped(_ count: Int) -> Int { min(max(count, 0), limit) }
}

extension PairCounts: Codable {
  /// Reads five integers, lost first.
  public init(from decoder: any Decoder) throws {
    let counts = try decoder.singleValueContainer().decode([Int].self)
    guard counts.count == 5, counts.allSatisfy({ (0...Self.limit).contains($0) }) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "pair counts are five integers from 0 to 2^48: lost, half lost, tied, half won, won"))
    }
    self.init(lost: counts[0], halfLost: counts[1], tied: counts[2], halfWon: counts[3], won: counts[4])
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(five)
  }
}
