/// A circuit breaker: after failures in a row it lets nothing through for a while, then one probe. Pure.
struct Breaker: Hashable, Sendable {
  /// When it opens and for how long.
  struct Settings: Hashable, Sendable {
    /// Failures in a row that open it.
    var failures = 5
    /// Milliseconds until a probe is let through; doubles with each failed probe, up to ten times this.
    var coolDown: Int64 = 10_000
  }

  private enum State: Hashable, Sendable {
    case closed(failures: Int)
    case open(until: Int64, coolDown: Int64)
    case probing(since: Int64, coolDown: Int64)
  }

  private var state = State.closed(failures: 0)

  /// True when nothing has failed since the last success.
  var isPristine: Bool { state == .closed(failures: 0) }

  /// Whether a request may be sent at `now` (milliseconds). Reserves the probe when it is time for one.
  mutating func admits(_ now: Int64) -> Bool {
    switch state {
    case .closed: return true
    case .open(let until, let coolDown):
      guard now >= until else { return false }
      state = .probing(since: now, coolDown: coolDown)
      return true
    case .probing(let since, let coolDown):
      // A probe that never came back must not shut the offer out for good.
      guard now - since >= coolDown else { return false }
      state = .probing(since: now, coolDown: coolDown)
      return true
    }
  }

  /// Whether it is shut at `now`, without reserving a probe.
  func isShut(_ now: Int64) -> Bool {
    switch state {
    case .closed: false
    case .open(let until, _): now < until
    case .probing(let since, let coolDown): now - since < coolDown
    }
  }

  /// Records that a request was served.
  mutating func succeeded() { state = .closed(failures: 0) }

  /// Records a failure that is the offer's.
  mutating func failed(_ now: Int64, settings: Settings) {
    switch state {
    case .closed(let failures):
      state =
        failures + 1 >= settings.failures
        ? .open(until: now + settings.coolDown, coolDown: settings.coolDown) : .closed(failures: failures + 1)
    case .probing(_, let coolDown):
      let next = min(coolDown * 2, settings.coolDown * 10)
      state = .open(until: now + next, coolDown: next)
    case .open: break
    }
  }
}
