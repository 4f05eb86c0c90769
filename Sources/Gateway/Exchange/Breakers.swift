import Catalog
import Synchronization

/// The breakers of all offers. Kept across reloads, because an outage does not end with a new configuration.
final class Breakers: Sendable {
  private let state = Mutex<[OfferID: Breaker]>([:])
  // While nothing has failed, which is nearly always, a request pays one load and no lock.
  private let troubled = Atomic<Int>(0)

  /// Offers that let nothing through at `now` (milliseconds).
  func shut(_ now: Int64) -> [OfferID] {
    guard troubled.load(ordering: .relaxed) > 0 else { return [] }
    return state.withLock { breakers in
      breakers.filter { $0.value.isShut(now) }.map(\.key).sorted()
    }
  }

  /// Whether a request may be sent to `offer`.
  func admits(_ offer: OfferID, _ now: Int64) -> Bool {
    guard troubled.load(ordering: .relaxed) > 0 else { return true }
    return state.withLock { $0[offer]?.admits(now) ?? true }
  }

  /// Records that `offer` served a request.
  func succeeded(_ offer: OfferID) {
    guard troubled.load(ordering: .relaxed) > 0 else { return }
    state.withLock { breakers in
      breakers[offer] = nil
      troubled.store(breakers.count, ordering: .relaxed)
    }
  }

  /// Records a failure of `offer`.
  func failed(_ offer: OfferID, _ now: Int64, settings: Breaker.Settings) {
    state.withLock { breakers in
      breakers[offer, default: Breaker()].failed(now, settings: settings)
      troubled.store(breakers.count, ordering: .relaxed)
    }
  }
}
