/// Watches pairs for the challenger becoming worse than the margin; live, so an alarm ends when the evidence does.
public struct DriftDetector: Hashable, Sendable {
  /// The margin δ in points, as the judge sees them.
  public let margin: Double
  /// A: the least mean number of pairs between false alarms.
  public let threshold: Double
  /// Pairs taken in.
  public private(set) var counts = PairCounts()
  private let bets: BetLanes
  private var detector = ShiryaevRoberts()

  /// A detector that has seen nothing.
  public init(margin: Double, threshold: Double = 10_000) throws(EvidenceError) {
    guard margin > 0, margin < 0.9, threshold > 1, threshold <= 1e100 else {
      throw EvidenceError(
        .outOfRange,
        "a drift detector needs a margin between 0 and 0.9 points and a threshold above 1, not \(margin) and \(threshold)"
      )
    }
    self.margin = margin
    self.threshold = threshold
    bets = BetLanes(BetGrid.bets(margin: margin, side: .worse, labelProbability: nil))
  }

  /// Takes in a pair.
  public mutating func observe(_ difference: Difference, weight: SampleWeight = .one) {
    detector.observe(payoff: weight.value * (difference.value + margin), bets: bets)
    counts.add(difference)
  }

  /// The detector's statistic, to be compared with the threshold.
  public var statistic: Double { detector.statistic(bets) }

  /// Whether the evidence is at or above the threshold now.
  public var isAlarmed: Bool { statistic >= threshold }
}

extension DriftDetector: Codable {
  private enum CodingKeys: CodingKey {
    case margin, threshold, counts, sums
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      margin: container.decode(Double.self, forKey: .margin),
      threshold: container.decode(Double.self, forKey: .threshold))
    counts = try container.decode(PairCounts.self, forKey: .counts)
    let sums = try container.decode([Double].self, forKey: .sums)
    guard sums.count == bets.count, let detector = ShiryaevRoberts(stored: sums) else {
      throw DecodingError.dataCorruptedError(
        forKey: .sums, in: container, debugDescription: "a detector of this margin has \(bets.count) sums from 0 up")
    }
    self.detector = detector
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(margin, forKey: .margin)
    try container.encode(threshold, forKey: .threshold)
    try container.encode(counts, forKey: .counts)
    try container.encode(detector.stored(bets), forKey: .sums)
  }
}
