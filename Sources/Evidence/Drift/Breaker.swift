/// When hard failures (errors, broken schemas, refusals) close a gate at once, without statistics.
public struct BreakerRule: Codable, Hashable, Sendable {
  /// So many failures one after the other.
  public var consecutive: Int
  /// So many failures among the last `window` replies.
  public var failures: Int
  /// Replies that are looked back on, at most 64.
  public var window: Int

  public init(consecutive: Int = 5, failures: Int = 8, window: Int = 64) {
    self.consecutive = max(1, consecutive)
    self.failures = max(1, failures)
    self.window = min(max(1, window), 64)
  }
}

/// The last 64 replies of a challenger that serves, and whether they broke too often.
public struct Breaker: Codable, Hashable, Sendable {
  /// One bit a reply, the latest lowest; 1 is a failure.
  public private(set) var recent: UInt64 = 0
  /// Failures since the last success.
  public private(set) var consecutive = 0

  public init() {}

  /// Takes in a reply.
  public mutating func observe(failed: Bool) {
    recent = recent << 1 | (failed ? 1 : 0)
    consecutive = failed ? min(max(consecutive, 0), PairCounts.limit) + 1 : 0
  }

  /// Failures among the last `window` replies.
  public func failures(window: Int) -> Int {
    let width = min(max(window, 1), 64)
    return (width == 64 ? recent : recent & (1 << UInt64(width) - 1)).nonzeroBitCount
  }

  /// Whether a rule is broken now.
  public func trips(_ rule: BreakerRule) -> Bool {
    consecutive >= rule.consecutive || failures(window: rule.window) >= rule.failures
  }
}
