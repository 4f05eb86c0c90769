import Evidence

/// The last replies of a challenger that serves, as one process saw them. Only what closes a gate is written down: a
/// row for each reply would cost more than the replies.
struct HardFailures: Sendable {
  private var breaker = Evidence.Breaker()
  private var seen = 0

  /// Takes in a reply. When the rule is broken, returns the replies that broke it, oldest first: applied to the gate,
  /// they lead there again.
  mutating func observe(failed: Bool, rule: BreakerRule) -> [GateEvent] {
    breaker.observe(failed: failed)
    seen = min(64, seen + 1)
    guard breaker.trips(rule) else { return [] }
    let events = (0..<seen).reversed().map { place in
      breaker.recent >> UInt64(place) & 1 == 1 ? GateEvent.hardFailure : .hardSuccess
    }
    self = HardFailures()
    return events
  }
}
