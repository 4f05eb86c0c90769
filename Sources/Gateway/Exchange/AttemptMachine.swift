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
    /// The longest delay that is waited, `Retry-After` included, milliseconds.
    var maximumDelay: Int64 = 5_000
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

  /// What to do after the attempt at `position` failed. `jitter` is uniform in 0..<1.
  mutating func failed(_ failure: UpstreamFailure, retryAfter: Int64?, jitter: Double) -> Action {
    switch Self.blame(failure) {
    case .request: return .relay
    case .offer: return nextOffer()
    case .moment:
      guard tries < settings.attempts else { return nextOffer() }
      if let retryAfter {
        // Waiting longer than the limit helps nobody; another offer may answer now.
        guard retryAfter <= settings.maximumDelay else { return nextOffer() }
        tries += 1
        return .attempt(position: position, delay: retryAfter)
      }
      let ceiling = min(settings.maximumDelay, settings.baseDelay << min(tries - 1, 16))
      tries += 1
      return .attempt(position: position, delay: Int64(Double(ceiling) * jitter))
    case .connection:
      return .attempt(position: position, delay: 0)
    }
  }

  /// What to do when the offer cannot be asked as it would have to be.
  mutating func passOver() -> Action { nextOffer() }

  private mutating func nextOffer() -> Action {
    guard position + 1 < offers else { return .giveUp }
    position += 1
    tries = 1
    return .attempt(position: position, delay: 0)
  }

  private enum Blame { case request, offer, moment, connection }

  private static func blame(_ failure: UpstreamFailure) -> Blame {
    switch failure {
    case .closed(reusedBeforeResponse: true): .connection
    case .connect, .closed, .malformed: .moment
    case .tls, .timeout: .offer
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
