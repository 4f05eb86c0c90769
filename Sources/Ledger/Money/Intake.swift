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
    var freeExtensions: [Int]
    // The extensions of the slots that have any.
    var extensions: [Int: [Int]] = [:]
    // The sequence of the hold that owns a slot; 0 when nobody may settle it.
    var holders: [UInt64]
    var lastSequence: UInt64
    // Settled and not yet taken by the writer, in order.
    var ready: [Int] = []
    var isClosed = false
    // Another process holds the money from here on.
    var isSealed = false
    // Why nothing may be begun for now.
    var suspension: String?
    var journalIsThere = true
    var writerWaits = true

    // The extensions of a slot once it has as many as are wanted, or as before when there are too few.
    mutating func takeExtensions(_ wanted: Int, for slot: Int) -> [Int] {
      if wanted == 0, extensions.isEmpty { return [] }
      let present = extensions[slot] ?? []
      let missing = wanted - present.count
      guard missing > 0, wanted <= JournalLayout.mostExtensions, freeExtensions.count >= missing else { return present }
      let taken = present + freeExtensions.suffix(missing)
      freeExtensions.removeLast(missing)
      extensions[slot] = taken
      return taken
    }
  }

  private let state: Mutex<State>
  private let journal: Journal
  private let bell: WriterBell
  // Threads that are writing into the journal.
  private let writing = Atomic<Int>(0)
  private let crowd: Int
  private let isOver = Atomic<Bool>(false)

  init(journal: Journal, accounts: [String: Account], bell: WriterBell) {
    self.journal = journal
    self.bell = bell
    let count = journal.layout.slotCount
    crowd = max(1, count / 4)
    // The lowest numbers are used first, so that few pages of the file are ever touched.
    state = Mutex(
      State(
        accounts: accounts, freeSlots: Array((0..<count).reversed()),
        freeExtensions: Array((0..<journal.layout.extensionCount).reversed()),
        holders: Array(repeating: 0, count: count), lastSequence: 0))
  }

  /// Sets money aside and notes the request in the journal.
  func hold(key: KeyRecord?, amount: NanoDollars?, draft: DecisionDraft) throws(HoldRefusal) -> Hold {
    let now = WindowNumbers(draft.startedAt)
    let bytes = HeldDraft.byteCount(draft, keyID: key?.id)
    guard bytes <= DecisionDraft.byteLimit else {
      throw .unavailable(
        "the record of this request has \(bytes) bytes, and one of more than \(DecisionDraft.byteLimit) cannot be kept whole; a shorter list of offers or shorter names make it smaller"
      )
    }
    let wanted = journal.layout.extensions(for: bytes + JournalLayout.outcomeRoom)
    let (hold, extensions) = try state.withLock { (state) throws(HoldRefusal) -> (Hold, [Int]) in
      if state.isClosed { throw .unavailable("the ledger is closed") }
      // A row that costs nothing can still be written.
      if state.isSealed, amount != .zero { throw .handedOver }
      if let reason = state.suspension { throw .unavailable(reason) }
      // A quarter is left for outcomes.
      guard let slot = state.freeSlots.last,
        wanted == 0 || state.freeExtensions.count - wanted >= journal.layout.extensionCount / 4
      else {
        throw .unavailable(
          "its journal is full: \(state.holders.count - state.freeSlots.count) requests are under way or wait for the disk"
        )
      }
      let windows = try Self.reserve(amount, key, now, &state.accounts)
      state.freeSlots.removeLast()
      state.lastSequence += 1
      state.holders[slot] = state.lastSequence
      let extensions = state.takeExtensions(wanted, for: slot)
      writing.add(1, ordering: .relaxed)
      let hold = Hold(
        id: draft.id, amount: amount, keyID: key?.id, windows: windows, slot: slot, draftBytes: bytes,
        sequence: state.lastSequence)
      return (hold, extensions)
    }
    journal.hold(hold, draft, bytes: bytes, extensions: extensions)
    writing.subtract(1, ordering: .releasing)
    return hold
  }

  /// Holds more for a request that is under way, `amount` in all.
  func grow(_ hold: Hold, caps: Caps, to amount: NanoDollars) throws(HoldRefusal) -> Hold {
    guard let held = hold.amount, amount > held else { return hold }
    try state.withLock { (state) throws(HoldRefusal) in
      guard !state.isClosed, state.holders.indices.contains(hold.slot), state.holders[hold.slot] == hold.sequence
      else { throw .unavailable("the request is not under way any more") }
      if state.isSealed { throw .handedOver }
      if let keyID = hold.keyID,
        let refusal = state.accounts[keyID]?.grow(amount - max(.zero, held), caps: caps, in: hold.windows)
      {
        throw .overBudget(refusal)
      }
      // Under the lock, as the slot is its owner's only as long as nobody settles.
      journal.grow(hold.slot, sequence: hold.sequence, to: amount)
    }
    var grown = hold
    grown.amount = amount
    return grown
  }

  /// Notes what a held request would cost if it ended now: one store, without a lock.
  func note(_ hold: Hold, told: NanoDollars) {
    guard !isOver.load(ordering: .relaxed) else { return }
    journal.note(hold.slot, sequence: hold.sequence, told: told)
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

  /// Turns a hold into a cost. False when it is not held any more, or when the record may not outlive the process.
  func settle(_ hold: Hold, outcome: RequestOutcome) -> Bool {
    let record = OutcomeRecord(outcome)
    let claim = state.withLock { state -> (extensions: [Int], isSafe: Bool)? in
      guard !state.isClosed, state.holders.indices.contains(hold.slot), state.holders[hold.slot] == hold.sequence
      else { return nil }
      state.holders[hold.slot] = 0
      writing.add(1, ordering: .relaxed)
      let wanted = journal.layout.extensions(for: hold.draftBytes + record.byteCount)
      return (state.takeExtensions(wanted, for: hold.slot), state.journalIsThere)
    }
    guard let claim else { return false }
    journal.settle(
      hold.slot, sequence: hold.sequence, draftBytes: hold.draftBytes, extensions: claim.extensions, record)
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
    return claim.isSafe
  }

  /// Refuses what comes, for a reason, until it is called without one.
  func suspend(_ reason: String?, journalIsThere: Bool) {
    state.withLock { state in
      state.suspension = reason
      state.journalIsThere = journalIsThere
    }
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
    state.withLock { state in
      state.freeSlots.append(contentsOf: slots.reversed())
      guard !state.extensions.isEmpty else { return }
      for slot in slots { state.freeExtensions.append(contentsOf: state.extensions.removeValue(forKey: slot) ?? []) }
    }
  }

  /// The key's account in the windows of `now`.
  func account(_ keyID: String, at now: WindowNumbers) -> Account {
    state.withLock { state in
      var account = state.accounts[keyID] ?? Account()
      _ = account.roll(to: now)
      return account
    }
  }

  /// Requests that hold money, or a row, and are not settled.
  var heldCount: Int { state.withLock { state in state.holders.count { $0 != 0 } } }

  /// Holds no more money from now on, or again.
  func seal(_ isSealed: Bool) { state.withLock { $0.isSealed = isSealed } }

  /// Counts what another process holds for requests that it still has under way.
  func adopt(_ holds: [ForeignHold]) {
    state.withLock { state in
      for hold in holds {
        guard let keyID = hold.keyID else { continue }
        state.accounts[keyID, default: Account()].adopt(hold.amount, in: hold.windows)
      }
    }
  }

  /// Turns what another process held into what it charged.
  func settle(_ hold: ForeignHold, charged: NanoDollars) {
    guard let keyID = hold.keyID else { return }
    state.withLock { $0.accounts[keyID]?.settle(held: hold.amount, charged: charged, in: hold.windows) }
  }

  /// True when no slot is in use: nothing is under way and nothing waits.
  var isIdle: Bool { state.withLock { $0.freeSlots.count == $0.holders.count } }

  /// Refuses all that comes from now on and waits for what is being written.
  func close() {
    isOver.store(true, ordering: .relaxed)
    state.withLock { $0.isClosed = true }
    while writing.load(ordering: .acquiring) > 0 { sched_yield() }
  }
}
