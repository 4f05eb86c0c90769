/// Decides what to do after an attempt failed: the same offer again, the next one, or give up. Pure.
///
/// Only what cannot have reached the caller is tried again; after the first byte there is no second attempt.
struct AttemptMachine: Sendable {
  /// How often and how patiently.
  struct Settings: Hashable, Sendable {
    /// Tries of one offer, the first included.
    var attempts = 2
    /// Delay before the first repetition, milliseconds; doubles each time, with full jitter.
    var baseDelay: Int64 = 200
    /// The longest delay that is waited, `Retry-After` included, milliseconds; a day at most.
    var maximumDelay: Int64 = 5_000

    fileprivate var longestDelay: Int64 { min(max(maximumDelay, 0), 86_400_000) }
  }

  enum Action: Equatable, Sendable {
    /// Try the offer at this position of the order after a delay in milliseconds.
    case attempt(position: Int, delay: Int64)
    /// Nothing is left to try.
    case giveUp
    /// The request itself is at fault: every offer would say the same.
    case relay
  }

  private let settings: Settings
  private let offers: Int
  private(set) var position = 0
  private var tries = 1

  /// A machine for an order of `offers` offers, of which the first is being tried.
  init(settings: Settings, offers: Int) {
    self.settings = settings
    self.offers = offers
  }

  /// True when no other offer is left.
  var isLast: Bool { position + 1 >= offers }

  /// What to do after the attempt at `position` failed. `jitter` is uniform in 0..<1.
  mutating func failed(_ failure: UpstreamFailure, retryAfter: Int64?, jitter: Double) -> Action {
    switch Self.blame(failure) {
    case .request: return .relay
    case .offer: return nextOffer()
    case .length: return isLast ? .relay : nextOffer()
    case .moment:
      guard tries < settings.attempts else { return nextOffer() }
      if let retryAfter {
        // Waiting longer than the limit helps nobody; another offer may answer now.
        guard retryAfter <= settings.longestDelay else { return nextOffer() }
        tries += 1
        return .attempt(position: position, delay: max(0, retryAfter))
      }
      let delay = Self.delay(settings, tries: tries, jitter: jitter)
      tries += 1
      return .attempt(position: position, delay: delay)
    case .connection:
      return .attempt(position: position, delay: 0)
    }
  }

  /// What to do when the offer cannot be asked as it would have to be, or may not be asked now: nothing was tried.
  /// Goes to the next offer that is suitable; where there is none the position stays as it is.
  mutating func passOver(to isSuitable: (_ position: Int) -> Bool = { _ in true }) -> Action {
    guard !isLast, let next = (position + 1..<offers).first(where: isSuitable) else { return .giveUp }
    position = next
    tries = 1
    return .attempt(position: position, delay: 0)
  }

  private mutating func nextOffer() -> Action { passOver() }

  // Doubled at most sixteen times, and within a day: neither the product nor the float can leave its range.
  private static func delay(_ settings: Settings, tries: Int, jitter: Double) -> Int64 {
    let base = min(max(settings.baseDelay, 0), settings.longestDelay)
    let ceiling = min(settings.longestDelay, base << Int64(min(max(tries - 1, 0), 16)))
    return Int64(Double(ceiling) * (jitter.isFinite ? min(max(jitter, 0), 1) : 1))
  }

  private enum Blame { case request, offer, length, moment, connection }

  private static func blame(_ failure: UpstreamFailure) -> Blame {
    switch failure {
    case .closed(reusedBeforeResponse: true): .connection
    case .connect, .closed, .malformed: .moment
    case .tls, .timeout: .offer
    // This offer's limit is not the next one's.
    case .contextLength: .length
    case .status(let status):
      switch status {
      // Our credentials or our account: another provider can still serve.
      case 401, 402, 403, 404: .offer
      case 408, 409, 425, 429, 500...599: .moment
      default: .request
      }
    }
  }
}
