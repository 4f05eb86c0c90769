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

  /// Notes the calls that were made and turns their hold into what they cost.
  func settle(_ hold: ShadowHold, calls: [ShadowCall]) throws {
    let day = try store.settle(hold, calls: calls)
    last.withLock { $0 = day }
  }

  /// Takes in what other processes spent and hold.
  func refresh(at now: Timestamp) throws {
    let day = try store.shadowDay(at: now)
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

/// The calls that were made for one pair so far.
final class ShadowBill: Sendable {
  private let made = Mutex<[ShadowCall]>([])

  func add(_ call: ShadowCall) { made.withLock { $0.append(call) } }

  var calls: [ShadowCall] { made.withLock { $0 } }

  var judgeCalls: Int { calls.count { $0.kind == .judge } }

  /// What the calls of a kind cost together; nil when nobody knows it of one.
  func cost(of kind: ShadowCallKind) -> NanoDollars? {
    calls.lazy.filter { $0.kind == kind }.reduce(.zero) { sum, call in
      sum.flatMap { sum in call.cost.map { sum + $0 } }
    }
  }
}
