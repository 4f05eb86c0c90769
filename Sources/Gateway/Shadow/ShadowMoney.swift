import Catalog
import Ledger
import Synchronization

/// The day's money for calls that no caller sees, held before they are made and settled after them in the ledger: several
/// gateways may share it.
final class ShadowMoney: Sendable {
  private let store: EvidenceStore
  private let last = Mutex<ShadowDay?>(nil)

  init(_ store: EvidenceStore) { self.store = store }

  /// Holds the worst case of some calls; nil when the day's cap does not cover it.
  func hold(_ amount: NanoDollars, cap: NanoDollars?, at now: Timestamp) throws -> ShadowHold? {
    let (hold, day) = try store.hold(amount, cap: cap, at: now)
    last.withLock { $0 = day }
    return hold
  }

  /// Turns a hold into what the calls cost.
  func settle(_ hold: ShadowHold, cost: NanoDollars) throws {
    let day = try store.settle(hold, cost: cost)
    last.withLock { $0 = day }
  }

  /// Spent and held in a day, as this process saw it last.
  func standing(at now: Timestamp) -> (spent: NanoDollars, held: NanoDollars) {
    last.withLock { day in
      guard let day, day.day == now.day else { return (.zero, .zero) }
      return (day.spent, day.held)
    }
  }
}

/// What the calls for one sample have cost so far.
final class ShadowBill: Sendable {
  private let sums = Mutex((second: Optional(NanoDollars.zero), judge: Optional(NanoDollars.zero), calls: 0))

  /// Adds the cost of a call; nil is a cost that nobody knows.
  func add(_ cost: NanoDollars?, kind: ShadowCallKind) {
    sums.withLock { sums in
      switch kind {
      case .judge:
        sums.judge = cost.flatMap { cost in sums.judge.map { $0 + cost } }
        sums.calls += 1
      case .challenger, .signal: sums.second = cost.flatMap { cost in sums.second.map { $0 + cost } }
      }
    }
  }

  var second: NanoDollars? { sums.withLock { $0.second } }
  var judge: NanoDollars? { sums.withLock { $0.judge } }
  var judgeCalls: Int { sums.withLock { $0.calls } }
}
