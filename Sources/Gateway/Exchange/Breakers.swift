import Catalog
import NIOCore
import Synchronization

/// The breakers of all offers. Kept across reloads, because an outage does not end with a new configuration.
final class Breakers: Sendable {
  /// A breaker that changed its state, for the log.
  struct Change: Hashable, Sendable {
    var offer: OfferID
    var transition: Breaker.Transition
  }

  private let state = Mutex<[OfferID: Breaker]>([:])
  // While nothing has failed, which is nearly always, a request pays one load and no lock.
  private let troubled = Atomic<Int>(0)
  private let changed: @Sendable (Change) -> Void

  /// Breakers that are all closed; `changed` is told of each change of state, on the thread that brought it about.
  init(changed: @escaping @Sendable (Change) -> Void = { _ in }) { self.changed = changed }

  /// Whether any offer has failed since its last success.
  var isQuiet: Bool { troubled.load(ordering: .relaxed) == 0 }

  /// Offers that are open or half-open.
  var open: [OfferID] {
    guard !isQuiet else { return [] }
    return state.withLock { breakers in breakers.filter { !$0.value.isClosed }.map(\.key).sorted() }
  }

  /// Offers that let nothing through at `now` which has another offer.
  func shut(_ now: NIODeadline) -> [OfferID] {
    guard !isQuiet else { return [] }
    return state.withLock { breakers in breakers.filter { $0.value.isShut(now) }.map(\.key).sorted() }
  }

  /// Whether a request may be sent to `offer` at `now`, which is then when it is sent; `isLast` when it has no other
  /// offer left. One that is let through is told of by `succeeded`, `failed` or `abandoned`.
  func admits(_ offer: OfferID, at now: NIODeadline, isLast: Bool) -> Bool {
    guard !isQuiet else { return true }
    return update(offer) { $0.admits(now, isLast: isLast) } ?? true
  }

  /// Records the first byte of a good reply of `offer` to a request that was sent at `sent`.
  func succeeded(_ offer: OfferID, sent: NIODeadline) {
    guard !isQuiet else { return }
    _ = update(offer) { ((), $0.succeeded(sent: sent)) }
  }

  /// Records a failure of a request that was sent to `offer` at `sent`. `caller` tells callers apart: one caller's
  /// burst of failures does not open the breaker for everybody.
  func failed(
    _ offer: OfferID, _ failure: UpstreamFailure, caller: UInt64, sent: NIODeadline, at now: NIODeadline,
    settings: Breaker.Settings
  ) {
    if isQuiet, Breaker.Cause(failure) == nil { return }
    _ = update(offer, orNew: true) {
      ((), $0.failed(failure, caller: caller, sent: sent, at: now, settings: settings))
    }
  }

  /// Records that a request which was sent to `offer` at `sent` ended without saying anything of it.
  func abandoned(_ offer: OfferID, sent: NIODeadline) {
    guard !isQuiet else { return }
    _ = update(offer) { ($0.abandoned(sent: sent), nil) }
  }

  /// How long until the first of these offers is tried again; zero when one is at once.
  func retryAfter(_ offers: some Sequence<OfferID>, at now: NIODeadline) -> TimeAmount {
    guard !isQuiet else { return .zero }
    return state.withLock { breakers in
      offers.map { breakers[$0]?.nextTry(now).map { max(.zero, $0 - now) } ?? .zero }.min() ?? .zero
    }
  }

  /// The offers whose background probe is due, and what they failed of. Forgets failures that are long past.
  func takeProbes(
    at now: NIODeadline, jitter: () -> Double = { .random(in: 0..<1) }
  ) -> [(offer: OfferID, cause: Breaker.Cause)] {
    guard !isQuiet else { return [] }
    return state.withLock { breakers in
      breakers = breakers.filter { !$0.value.isForgotten(now) }
      troubled.store(breakers.count, ordering: .relaxed)
      return breakers.keys.sorted().compactMap { offer in
        breakers[offer]?.takeProbe(now, jitter: jitter()).map { (offer, $0) }
      }
    }
  }

  /// Records that a background probe of `offer` was answered.
  func probeAnswered(_ offer: OfferID, at now: NIODeadline) { _ = update(offer) { ((), $0.probeAnswered(now)) } }

  /// Forgets an offer that is not served any more.
  func forget(_ offer: OfferID) {
    state.withLock { breakers in
      breakers[offer] = nil
      troubled.store(breakers.count, ordering: .relaxed)
    }
  }

  // Changes a breaker that exists, or a new one, and tells of it once the lock is free again.
  private func update<Result: Sendable>(
    _ offer: OfferID, orNew: Bool = false, _ body: (inout Breaker) -> (Result, Breaker.Transition?)
  ) -> Result? {
    let outcome: (result: Result, transition: Breaker.Transition?)? = state.withLock { breakers in
      guard var breaker = breakers[offer] ?? (orNew ? Breaker() : nil) else { return nil }
      let outcome = body(&breaker)
      breakers[offer] = breaker.isPristine ? nil : breaker
      troubled.store(breakers.count, ordering: .relaxed)
      return outcome
    }
    if let transition = outcome?.transition { changed(Change(offer: offer, transition: transition)) }
    return outcome?.result
  }
}

extension Breakers.Change {
  /// The change as a line of the log.
  var sentence: String {
    switch transition {
    case .opened(let reason, let coolDown):
      "'\(offer)' is left alone for \(coolDown.nanoseconds / 1_000_000) ms at most: \(reason)"
    case .halfOpened(let reason): "'\(offer)' is tried again: \(reason)"
    case .closed: "'\(offer)' serves again"
    }
  }
}
