import NIOCore

/// A circuit breaker of one offer: after failures in a row nothing is sent to it for a while, then one request at a
/// time until one is answered. Pure; all times are of the monotonic clock.
///
/// Closed, it counts failures since the last success. Open, it lets nothing through until a background probe was
/// answered or the cool-down is over. Half-open, it tries one request at a time.
struct Breaker: Hashable, Sendable {
  /// When it opens and for how long.
  struct Settings: Hashable, Sendable {
    /// Failures in a row that open it.
    var failures = 5
    /// Milliseconds until a request is tried although no probe was answered; doubles with each one that fails, up to
    /// three times this.
    var coolDown: Int64 = 10_000

    fileprivate var wait: TimeAmount { .milliseconds(min(max(coolDown, 1), 3_600_000)) }
  }

  /// What a failure says of the offer.
  enum Cause: Hashable, Sendable {
    /// It could not be reached: no caller's request can be the reason, and a connection shows when it is over.
    case unreachable
    /// It took a request and said nothing for so long that no other request could have shown more.
    case silence
    /// It answered with a failure or broke off, which one caller's requests can bring about.
    case reply

    /// Nil where the request is at fault, or nobody.
    init?(_ failure: UpstreamFailure) {
      switch failure {
      case .connect, .tls, .timeout(.connect): self = .unreachable
      case .timeout(.firstByte), .timeout(.firstToken): self = .silence
      case .closed(reusedBeforeResponse: true), .contextLength: return nil
      case .closed, .malformed, .timeout(.idle), .timeout(.total): self = .reply
      case .status(let status):
        switch status {
        // Credentials and credit are the gateway's own and fail everybody, but a 403 can also be about what one caller
        // sent: so they count as any reply that is a failure, and one caller's do not open at once.
        case 401, 402, 403, 408, 429, 500...599: self = .reply
        default: return nil
        }
      }
    }
  }

  /// A change of state and why it came.
  enum Transition: Hashable, Sendable {
    case opened(reason: String, coolDown: TimeAmount)
    case halfOpened(reason: String)
    case closed
  }

  /// Failures since the last success.
  private struct Streak: Hashable, Sendable {
    var began: NIODeadline
    var last: NIODeadline
    var unreachable = 0
    // Bounded: with as many callers as failures open it, it is open.
    var byCaller: [UInt64: Int] = [:]
  }

  private struct Outage: Hashable, Sendable {
    /// When it first opened; it may have been half-open since.
    var began: NIODeadline
    var coolDown: TimeAmount
    var until: NIODeadline
    var cause: Cause
    var nextProbe: NIODeadline
    /// An answered probe means nothing before that: a request has just failed in spite of one.
    var believesProbesFrom: NIODeadline
    var lastChance: NIODeadline?

    /// Whether a request that has nowhere else to go may try its luck; at most one does in each interval.
    mutating func grantsLastChance(_ now: NIODeadline) -> Bool {
      if let lastChance, now - lastChance < Breaker.lastChanceInterval { return false }
      lastChance = now
      return true
    }
  }

  private enum State: Hashable, Sendable {
    case closed(Streak?)
    case open(Outage)
    /// `trial` is when the request that is being tried was let through.
    case halfOpen(Outage, since: NIODeadline, trial: NIODeadline?)
  }

  /// How long a request that is tried keeps all others back; one that hangs must not shut the offer out.
  static let patience = TimeAmount.seconds(1)
  /// Between two requests that are let through although it is open, as they have no other offer.
  static let lastChanceInterval = TimeAmount.milliseconds(250)
  /// Between two background probes, up to a third more at random.
  static let probeInterval = TimeAmount.milliseconds(750)
  /// After this time without news a count of failures is forgotten.
  static let memory = TimeAmount.minutes(5)

  private var state = State.closed(nil)

  /// True when nothing has failed since the last success.
  var isPristine: Bool { state == .closed(nil) }

  /// True when it lets everything through.
  var isClosed: Bool { if case .closed = state { true } else { false } }

  /// Whether a request may be sent at `now`; `isLast` when it has no other offer. Takes the place where there is one.
  mutating func admits(_ now: NIODeadline, isLast: Bool) -> (isAdmitted: Bool, transition: Transition?) {
    switch state {
    case .closed: return (true, nil)
    case .open(var outage):
      if now >= outage.until {
        state = .halfOpen(outage, since: now, trial: now)
        return (true, .halfOpened(reason: "its cool-down is over"))
      }
      let isAdmitted = isLast && outage.grantsLastChance(now)
      state = .open(outage)
      return (isAdmitted, nil)
    case .halfOpen(var outage, let since, let trial):
      let isFree = Self.isFree(trial, now)
      let isAdmitted = isFree || (isLast && outage.grantsLastChance(now))
      state = .halfOpen(outage, since: since, trial: isFree ? now : trial)
      return (isAdmitted, nil)
    }
  }

  /// Whether it would refuse a request at `now` that has other offers, without taking a place.
  func isShut(_ now: NIODeadline) -> Bool {
    switch state {
    case .closed: false
    case .open(let outage): now < outage.until
    case .halfOpen(_, _, let trial): !Self.isFree(trial, now)
    }
  }

  /// When a request will next be let through; nil when one is at once.
  func nextTry(_ now: NIODeadline) -> NIODeadline? {
    guard isShut(now) else { return nil }
    switch state {
    case .closed: return nil
    case .open(let outage): return min(outage.until, max(outage.nextProbe, outage.believesProbesFrom))
    case .halfOpen(_, _, let trial): return trial.map { $0 + Self.patience }
    }
  }

  /// Records the first byte of a good reply to a request that was sent at `sent`.
  mutating func succeeded(sent: NIODeadline) -> Transition? {
    switch state {
    case .closed:
      state = .closed(nil)
      return nil
    case .open(let outage), .halfOpen(let outage, _, _):
      guard sent >= outage.began else { return nil }
      state = .closed(nil)
      return .closed
    }
  }

  /// Records that the request sent at `sent` came to nothing for `failure`. `caller` tells callers apart.
  mutating func failed(
    _ failure: UpstreamFailure, caller: UInt64, sent: NIODeadline, at now: NIODeadline, settings: Settings
  ) -> Transition? {
    guard let cause = Cause(failure) else {
      abandoned(sent: sent)
      return nil
    }
    switch state {
    case .closed(let streak):
      // What was under way when the last failure came is part of it: many requests die of one cause.
      if cause != .silence, let streak, sent < streak.last { return nil }
      var counted = streak ?? Streak(began: now, last: now)
      counted.last = now
      if cause == .unreachable { counted.unreachable += 1 } else { counted.byCaller[caller, default: 0] += 1 }
      guard Self.opens(counted, settings) else {
        state = .closed(counted)
        return nil
      }
      return open(
        Outage(
          began: now, coolDown: settings.wait, until: now + settings.wait, cause: cause,
          nextProbe: now + Self.probeInterval, believesProbesFrom: now), failure)
    case .open: return nil
    case .halfOpen(var outage, let since, _):
      guard sent >= since else { return nil }
      outage.coolDown = min(outage.coolDown * 2, settings.wait * 3)
      outage.until = now + outage.coolDown
      outage.cause = cause
      outage.nextProbe = now + Self.probeInterval
      outage.believesProbesFrom = cause == .unreachable ? now : now + settings.wait
      return open(outage, failure)
    }
  }

  /// Records that a request which was let through came to no end that says anything, such as a caller that hung up.
  mutating func abandoned(sent: NIODeadline) {
    guard case .halfOpen(let outage, let since, let trial?) = state, sent >= trial else { return }
    state = .halfOpen(outage, since: since, trial: nil)
  }

  /// Whether a background probe is due, and what for. Sets the time of the next one; `jitter` is uniform in 0..<1.
  mutating func takeProbe(_ now: NIODeadline, jitter: Double) -> Cause? {
    guard case .open(var outage) = state, now >= outage.nextProbe else { return nil }
    let share = jitter.isFinite ? min(max(jitter, 0), 1) : 0
    outage.nextProbe = now + Self.probeInterval + .milliseconds(Int64(share * 250))
    state = .open(outage)
    return outage.cause
  }

  /// Records that a background probe was answered.
  mutating func probeAnswered(_ now: NIODeadline) -> Transition? {
    guard case .open(let outage) = state, now >= outage.believesProbesFrom else { return nil }
    state = .halfOpen(outage, since: now, trial: nil)
    return .halfOpened(reason: "a probe was answered")
  }

  /// True for a count of failures that is too old to mean anything.
  func isForgotten(_ now: NIODeadline) -> Bool {
    if case .closed(let streak) = state { streak.map { now - $0.last > Self.memory } ?? true } else { false }
  }

  private mutating func open(_ outage: Outage, _ failure: UpstreamFailure) -> Transition {
    state = .open(outage)
    return .opened(reason: failure.sentence, coolDown: outage.coolDown)
  }

  // One caller's failures may be its own fault, so they do not suffice while they can be one burst. Where they go on
  // for a cool-down without a success of anybody, nobody else is there to be harmed.
  private static func opens(_ streak: Streak, _ settings: Settings) -> Bool {
    let limit = max(1, settings.failures - 1)
    let shared = streak.byCaller.values.reduce(streak.unreachable) { $0 + min($1, limit) }
    if shared >= settings.failures { return true }
    guard streak.last - streak.began >= settings.wait else { return false }
    return streak.byCaller.values.reduce(streak.unreachable, +) >= settings.failures
  }

  private static func isFree(_ trial: NIODeadline?, _ now: NIODeadline) -> Bool {
    trial.map { now - $0 >= patience } ?? true
  }
}
