/// Passes and failures of a check.
public struct RateCounts: Codable, Hashable, Sendable {
  public private(set) var passed: Int
  public private(set) var failed: Int

  public init(passed: Int = 0, failed: Int = 0) {
    self.passed = min(max(passed, 0), PairCounts.limit)
    self.failed = min(max(failed, 0), PairCounts.limit)
  }

  /// The number of checks.
  public var total: Int { passed + failed }

  /// Counts one check.
  public mutating func add(failed hasFailed: Bool) {
    if hasFailed { failed = min(failed + 1, PairCounts.limit) } else { passed = min(passed + 1, PairCounts.limit) }
  }

  private enum CodingKeys: CodingKey {
    case passed, failed
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let passed = try container.decode(Int.self, forKey: .passed)
    let failed = try container.decode(Int.self, forKey: .failed)
    guard (0...PairCounts.limit).contains(passed), (0...PairCounts.limit).contains(failed) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "counts of checks lie from 0 to 2^48"))
    }
    self.init(passed: passed, failed: failed)
  }
}

/// A test, valid however often it is looked at, of whether a failure rate lies under a limit.
public struct RateTest: Sendable {
  /// The limit of the rate of failures.
  public let limit: Double
  private let under: BetTable
  private let over: BetTable

  /// A test against a limit in (0, 1).
  public init(limit: Double) throws(EvidenceError) {
    guard limit > 0, limit < 1 else {
      throw EvidenceError(.outOfRange, "a failure rate's limit of \(limit) is not between 0 and 1; 0.02 is usual")
    }
    self.limit = limit
    under = BetTable(bets: BetGrid.underLimit(limit), payoffs: [limit, limit - 1])
    over = BetTable(bets: BetGrid.overLimit(limit), payoffs: [-limit, 1 - limit])
  }

  /// The logarithm of the e-value against "the rate is at least the limit".
  public func logUnder(_ counts: RateCounts) -> Double { Self.logE(under, counts) }

  /// The logarithm of the e-value against "the rate is at most the limit".
  public func logOver(_ counts: RateCounts) -> Double { Self.logE(over, counts) }

  /// Whether the e-value that the rate is under the limit reaches a threshold whose logarithm is given.
  func reachesUnder(_ logThreshold: Double, _ counts: RateCounts) -> Bool {
    under.reaches(logThreshold, Self.wealth(under, counts))
  }

  /// How many more checks cannot bring the e-value that the rate is under the limit to a threshold.
  func quietChecks(_ logThreshold: Double, _ counts: RateCounts) -> Int {
    under.quiet(logThreshold, Self.wealth(under, counts))
  }

  private static func logE(_ table: BetTable, _ counts: RateCounts) -> Double {
    table.logMean(wealth(table, counts))
  }

  private static func wealth(_ table: BetTable, _ counts: RateCounts) -> SIMD16<Double> {
    var wealth = table.initial
    table.add(row: 0, times: counts.passed, to: &wealth)
    table.add(row: 1, times: counts.failed, to: &wealth)
    return wealth
  }
}
