/// Watches checks for a failure rate rising above a limit: guardrails, and answers that a cascade did not escalate.
public struct RateDetector: Hashable, Sendable {
  /// The limit of the rate of failures.
  public let limit: Double
  /// A: the least mean number of checks between false alarms.
  public let threshold: Double
  /// Checks taken in.
  public private(set) var counts = RateCounts()
  private let bets: BetLanes
  private var detector = ShiryaevRoberts()

  /// A detector that has seen nothing.
  public init(limit: Double, threshold: Double = 10_000) throws(EvidenceError) {
    guard limit > 0, limit < 1, threshold > 1, threshold <= 1e100 else {
      throw EvidenceError(
        .outOfRange,
        "a rate detector needs a limit between 0 and 1 and a threshold above 1, not \(limit) and \(threshold)")
    }
    self.limit = limit
    self.threshold = threshold
    bets = BetLanes(BetGrid.overLimit(limit))
  }

  /// Takes in a check.
  public mutating func observe(failed: Bool) {
    detector.observe(payoff: limit - (failed ? 1 : 0), bets: bets)
    counts.add(failed: failed)
  }

  /// The detector's statistic, to be compared with the threshold.
  public var statistic: Double { detector.statistic(bets) }

  /// Whether the evidence is at or above the threshold now.
  public var isAlarmed: Bool { statistic >= threshold }
}

extension RateDetector: Codable {
  private enum CodingKeys: CodingKey {
    case limit, threshold, counts, sums
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      limit: container.decode(Double.self, forKey: .limit),
      threshold: container.decode(Double.self, forKey: .threshold))
    counts = try container.decode(RateCounts.self, forKey: .counts)
    let sums = try container.decode([Double].self, forKey: .sums)
    guard sums.count == bets.count, let detector = ShiryaevRoberts(stored: sums) else {
      throw DecodingError.dataCorruptedError(
        forKey: .sums, in: container, debugDescription: "a detector of this limit has \(bets.count) sums from 0 up")
    }
    self.detector = detector
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(limit, forKey: .limit)
    try container.encode(threshold, forKey: .threshold)
    try container.encode(counts, forKey: .counts)
    try container.encode(detector.stored(bets), forKey: .sums)
  }
}
