import Catalog
import Foundation
import Synchronization

/// The hot path: holds and settles money, in memory and in the journal, without a call to SQLite.
///
/// Checking a cap and adding to what is held is one step under one lock, so that `spent + held ≤ cap` however many
/// threads ask. The records themselves are written outside of the lock, into slots that their holder owns.
final class Intake: Sendable {
  private struct State: Sendable {
    var accounts: [String: Account]
    var freeSlots: [Int]
    // The sequence of the hold that owns a slot; 0 when nobody may settle it.
    var holders: [UInt64]
    var lastSequence: UInt64
    // Settled and not yet taken by the writer, in order.
    var ready: [Int] = []
    var isClosed = false
    var writerWaits = true
  }

  private let state: Mutex<State>
  private let journal: Journal
  private let bell: WriterBell
  // Threads that are writing into the journal.
  private let writing = Atomic<Int>(0)
  private let crowd: Int

  init(journal: Journal, accounts: [String: Account], bell: WriterBell) {
    self.journal = journal
    self.bell = bell
    let count = journal.slotCount
    crowd = max(1, count / 4)
    // The lowest numbers are used first, so that few pages of the file are ever touched.
    state = Mutex(
      State(
        accounts: accounts, freeSlots: Array((0..<count).reversed()), holders: Array(repeating: 0, count: count),
        lastSequence: journal.lastSequence))
  }

  /// Sets money aside and notes the request in the journal.
  func hold(key: KeyRecord?, amount: NanoDollars?, draft: DecisionDraft) throws(HoldRefusal) -> Hold {
    let now = WindowNumbers(draft.startedAt)
    let hold = try state.withLock { (state) throws(HoldRefusal) -> Hold in
      if state.isClosed { throw .unavailable("the ledger is closed") }
      guard let slot = state.freeSlots.last else {
        throw .unavailable("its journal is full: \(journal.slotCount) requests are under way or wait for the disk")
      }
      let windows = try Self.reserve(amount, key, now, &state.accounts)
      state.freeSlots.removeLast()
      state.lastSequence += 1
      state.holders[slot] = state.lastSequence
      writing.add(1, ordering: .relaxed)
      return Hold(
        id: draft.id, amount: amount, keyID: key?.id, windows: windows, slot: slot, sequence: state.lastSequence)
    }
    journal.hold(hold, draft)
    writing.subtract(1, ordering: .releasing)
    return hold
  }

  private static func reserve(
    _ amount: NanoDollars?, _ key: KeyRecord?, _ now: WindowNumbers, _ accounts: inout [String: Account]
  ) throws(HoldRefusal) -> WindowNumbers {
    guard let key else { return now }
    return try reserve(amount, key.caps, now, &accounts[key.id, default: Account()])
  }

  private static func reserve(
    _ amount: NanoDollars?, _ caps: Caps, _ now: WindowNumbers, _ account: inout Account
  ) throws(HoldRefusal) -> WindowNumbers {
    let windows = account.roll(to: now)
    guard let amount = amount.map({ max(.zero, $0) }) else {
      if !caps.isEmpty { throw .unpriced }
      return windows
    }
    if let refusal = account.refusal(amount, caps: caps) { throw .overBudget(refusal) }
    account.hold(amount)
    return windows
  }

  /// Turns a hold into a cost; false when it is not held any more.
  @discardableResult
  func settle(_ hold: Hold, outcome: RequestOutcome) -> Bool {
    let isOwner = state.withLock { state in
      guard !state.isClosed, state.holders.indices.contains(hold.slot), state.holders[hold.slot] == hold.sequence
      else { return false }
      state.holders[hold.slot] = 0
      writing.add(1, ordering: .relaxed)
      return true
    }
    guard isOwner else { return false }
    journal.settle(hold.slot, sequence: hold.sequence, outcome)
    let charged = DecisionRecord.charge(held: hold.amount, cost: outcome.cost)
    let ring = state.withLock { state in
      if let keyID = hold.keyID {
        state.accounts[keyID]?.settle(held: max(.zero, hold.amount ?? .zero), charged: charged, in: hold.windows)
      }
      state.ready.append(hold.slot)
      defer { state.writerWaits = false }
      return (wake: state.writerWaits, hurry: state.ready.count == crowd)
    }
    writing.subtract(1, ordering: .releasing)
    if ring.wake || ring.hurry { bell.ring(urgent: ring.hurry) }
    return true
  }

  /// The settled slots that wait, at most `limit`. When that is all of them the next settlement rings.
  func takeReady(_ limit: Int) -> [Int] {
    state.withLock { state in
      let taken = Array(state.ready.prefix(limit))
      state.ready.removeFirst(taken.count)
      state.writerWaits = state.ready.isEmpty
      return taken
    }
  }

  /// Gives slots whose records are in SQLite back for use.
  func release(_ slots: [Int]) {
    for slot in slots { journal.free(slot) }
    state.withLock { $0.freeSlots.append(contentsOf: slots.reversed()) }
  }

  /// The key's account in the windows of `now`.
  func account(_ keyID: String, at now: WindowNumbers) -> Account {
    state.withLock { state in
      var account = state.accounts[keyID] ?? Account()
      _ = account.roll(to: now)
      return account
    }
  }

  /// Refuses all that comes from now on and waits for what is being written.
  func close() {
    state.withLock { $0.isClosed = true }
    while writing.load(ordering: .acquiring) > 0 { sched_yield() }
  }
}
