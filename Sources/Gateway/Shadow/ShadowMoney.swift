import Catalog
import Ledger
import Synchronization

/// The day's money for calls that no caller sees: held before they are made, settled after them, kept in the ledger.
final class ShadowMoney: Sendable {
  private let store: EvidenceStore
  private let budget = Mutex(DayBudget())

  init(_ store: EvidenceStore) { self.store = store }

  /// Holds the worst case of some calls; false when the day's cap does not cover it.
  func hold(_ amount: NanoDollars, cap: NanoDollars?, at now: Timestamp) throws -> Bool {
    let midnight = Timestamp(milliseconds: Int64(now.day) * 86_400_000)
    let recorded = cap == nil ? .zero : try store.spent(since: midnight)
    return budget.withLock { $0.hold(amount, cap: cap, recorded: recorded, at: now) }
  }

  /// Turns a hold into what the calls cost.
  func settle(_ amount: NanoDollars, cost: NanoDollars, at now: Timestamp) {
    budget.withLock { $0.settle(amount, cost: cost, at: now) }
  }

  /// Spent and held today, as far as this process knows.
  var standing: (spent: NanoDollars, held: NanoDollars) { budget.withLock { ($0.spent, $0.held) } }
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
