import Catalog

/// What the calls of a cascade's signals used and cost.
struct Asked: Sendable {
  private(set) var usage = TokenUsage()
  private(set) var cost = Cost.known(.zero)
  /// Whether a provider did not say what was used, so that a bound stands in for it.
  private(set) var isEstimated = false

  /// Adds what came of a call.
  mutating func add(_ outcome: UpstreamOutcome, of call: CascadeQuestion.Call, offer: Offer, at instant: Timestamp) {
    if let used = outcome.usage {
      usage = usage + used
      cost = cost + offer.cost(of: used, at: instant)
    }
    for _ in 0..<outcome.uncertainAttempts {
      usage = usage + call.mostUsed
      cost = cost + call.worst
      isEstimated = true
    }
  }

  /// Adds what other calls used.
  mutating func add(_ other: Asked) {
    usage = usage + other.usage
    cost = cost + other.cost
    isEstimated = isEstimated || other.isEstimated
  }
}
