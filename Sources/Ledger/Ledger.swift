public import Catalog
import Dispatch
import GRDB
import Synchronization

/// What happened and what it cost: keys, money held and settled, a row for every request.
///
/// Holding and settling touch memory only: a lock, and a journal of requests under way that is a file mapped into
/// memory. A thread of its own moves what has ended to SQLite, in groups. `kill -9` at any moment loses nothing that
/// `settle` returned for, and the next opening turns what was under way into rows at the amount that was held.
public final class Ledger: Sendable {
  /// The path of the SQLite file.
  public let path: String
  /// What opening found of requests that were under way when the last process ended.
  public let recovery: RecoveryReport
  let database: DatabasePool
  let keysMarker: KeysMarker
  let intake: Intake
  private let file: JournalFile
  private let lock: DatabaseLock
  private let writer: RowWriter
  private let isSealed = Mutex(false)
  private let checkpointer: Checkpointer
  private let bell: WriterBell
  private let refusals = RefusalTally()
  private let troubles = TroubleSign()
  private let ids = DecisionIDSource()
  private let keyCache: KeyCache
  private let isClosed = Mutex(false)

  /// Opens the ledger for serving: one process at a time. Recovers what the last one left in the journal.
  ///
  /// `sealed` is what `seal` of the process that makes room has said; this value owns it from the call on. What that
  /// process still has under way counts here until it is charged.
  public static func open(
    path: String, options: LedgerOptions = LedgerOptions(), sealed descriptor: Int32? = nil
  ) throws -> Ledger {
    let paths = LedgerPaths(path)
    // The locks come first: nothing of another process's ledger may be touched.
    let adopted = try descriptor.map { try DatabaseLock(adopting: $0, paths.database) }
    let journals = try Journals(paths, besideAnother: adopted != nil)
    do {
      try DatabaseFile.make(paths.database)
      let lock = try adopted ?? DatabaseLock(paths.database)
      let database = try DatabaseFile.openPool(paths.database, durability: options.durability)
      do {
        return try Ledger(path: path, paths, options, journals, lock, database)
      } catch {
        try? database.close()
        if adopted == nil { lock.release() }
        throw error
      }
    } catch {
      journals.own.removeIfNew()
      throw error
    }
  }

  /// Where the process that serves from the ledger at a path can be asked to make room for another.
  public static func handoverPath(_ path: String) -> String { LedgerPaths(path).handover }

  /// The version of what two processes have to agree on to have one ledger for a while.
  public static let handoverVersion = Int(JournalLayout.currentVersion)

  private init(
    path: String, _ paths: LedgerPaths, _ options: LedgerOptions, _ journals: Journals, _ lock: DatabaseLock,
    _ database: DatabasePool
  ) throws {
    self.path = path
    file = journals.own
    self.lock = lock
    self.database = database
    recovery = try journals.recover(into: database)
    // Every slot is in SQLite now, whatever the layout was.
    let journal = Journal(
      try file.format(JournalLayout(slots: options.journalSlots)), synchronous: options.durability == .power)
    keysMarker = KeysMarker(path: options.keysMarker ?? paths.keys)
    let (table, accounts) = try database.read { db in (try KeyRows.table(db), try Charges.accounts(db)) }
    if !table.isEmpty { _ = try keysMarker.make() }
    keyCache = KeyCache(table, database, keysMarker)
    bell = WriterBell()
    intake = Intake(journal: journal, accounts: accounts, bell: bell)
    let predecessor = try journals.foreign.map { [intake] in
      try ForeignHolds(journal: $0, intake: intake, database: database)
    }
    checkpointer = try Checkpointer(paths)
    let files = ServedFiles(paths, database: lock.identity, journal: file)
    writer = RowWriter(
      intake: intake, refusals: refusals, journal: journal, database: database, files: files,
      checkpointer: checkpointer, bell: bell, trouble: troubles, gathering: options.gathering,
      predecessor: predecessor)
    writer.start()
  }

  deinit { close() }

  /// A name for a request that arrives now.
  public func makeID() -> DecisionID { ids.next(at: .now) }

  /// Sets money aside before a request is sent and notes the request, so that it survives the end of the process.
  ///
  /// A nil `amount` is an unknown cost, which only a key without caps may incur. The hold counts in the UTC day and
  /// month of the draft's `startedAt`.
  public func hold(key: KeyRecord?, amount: NanoDollars?, draft: DecisionDraft) throws(HoldRefusal) -> Hold {
    try intake.hold(key: key, amount: amount, draft: draft)
  }

  /// Sets more money aside for a request that is under way, so that `amount` is held for it in all: a further attempt
  /// after one that has cost something. Nothing changes when it is refused. The hold that was given is used up.
  public func grow(_ hold: Hold, key: KeyRecord?, to amount: NanoDollars) throws(HoldRefusal) -> Hold {
    try intake.grow(hold, caps: key?.caps ?? Caps(), to: amount)
  }

  /// Notes what a held request would cost if it ended now, the margin that its caller states included. Cheap enough for
  /// every piece of a stream.
  ///
  /// If the process ends before `settle`, the request is charged that, at most what was held. The last note counts.
  public func note(_ hold: Hold, told: NanoDollars) { intake.note(hold, told: told) }

  /// Turns a hold into what the request cost. True when the record survives the end of the process: false after
  /// `close`, for a hold that was settled before, and while the journal's file is gone.
  ///
  /// A cost above what was held is recorded as it is and the row is marked as an overrun. Settling twice does nothing.
  @discardableResult
  public func settle(_ hold: Hold, outcome: RequestOutcome) -> Bool { intake.settle(hold, outcome: outcome) }

  /// Records a request for which nothing was held; false when it could not be.
  ///
  /// A key gets `RefusalTally.rowsPerMinute` such rows in a UTC minute. Those beyond are counted, with what `code` says of
  /// why, and found by `LedgerReader.refusals` and in every sum.
  @discardableResult
  public func record(key: KeyRecord?, draft: DecisionDraft, outcome: RequestOutcome, code: String = "") -> Bool {
    guard !isClosed.withLock({ $0 }) else { return false }
    if refusals.admits(key?.id, at: draft.startedAt) || outcome.cost ?? .zero > .zero,
      let hold = try? intake.hold(key: key, amount: .zero, draft: draft)
    {
      return intake.settle(hold, outcome: outcome)
    }
    if refusals.count(key?.id, draft, outcome.status, code) { bell.ring() }
    return true
  }

  /// How a key stands in each window now.
  public func standing(of key: KeyRecord, at instant: Timestamp) -> [BudgetStanding] {
    let account = intake.account(key.id, at: WindowNumbers(instant))
    let windows = WindowNumbers(day: account.day.number, month: account.month.number)
    return BudgetWindow.allCases.map { window in
      BudgetStanding(
        window: window, cap: key.caps[window], spent: account[window].spent, held: account[window].held,
        resetsAt: windows.end(of: window))
    }
  }

  /// What is wrong with the ledger now; nil when nothing is. What is settled stays safe in the journal unless it says
  /// that the journal is gone.
  public var trouble: String? { troubles.text }

  /// Has `listener` told, on the writer's thread, whenever trouble begins, changes or ends (nil); and at once when there
  /// is trouble already. It must not wait for the ledger.
  public func onTrouble(_ listener: @escaping @Sendable (String?) -> Void) { troubles.listen(listener) }

  /// Waits until all that is settled is in SQLite, or until `trouble` says why it cannot be.
  public func flush() { bell.waitForRound() }

  /// Requests that are under way: held and not settled.
  public var underWay: Int { intake.heldCount }

  /// True once no other process has requests of this ledger under way. Only then can it be sealed.
  public var isAlone: Bool { writer.isAlone.load(ordering: .acquiring) }

  /// Makes room for another process: holds no more money, and writes no row until `unseal` or `handOver`. The other one
  /// reads meanwhile what is charged and what is held.
  ///
  /// Returns the descriptor whose duplicate, in the other process, `open` takes; it stays this ledger's.
  public func seal() throws(LedgerError) -> Int32 {
    if let trouble { throw LedgerError(.cannotOpen, "the ledger is in trouble: \(trouble)") }
    guard isAlone, !isClosed.withLock({ $0 }) else {
      throw LedgerError(.alreadyOpen, "another process has requests of this ledger under way")
    }
    intake.seal(true)
    bell.ring(urgent: true)
    bell.waitForRound()
    guard writer.pause(within: .seconds(5)) else {
      intake.seal(false)
      throw LedgerError(.cannotOpen, "the ledger's writer could not be paused")
    }
    isSealed.withLock { $0 = true }
    return lock.descriptor
  }

  /// Goes on as before `seal`: the other process did not come.
  public func unseal() {
    guard resumeWriting() else { return }
    intake.seal(false)
  }

  /// Leaves the ledger to the process that has opened it since `seal`. Requests under way are settled and written here.
  public func handOver() {
    lock.share()
    _ = resumeWriting()
  }

  private func resumeWriting() -> Bool {
    let wasSealed = isSealed.withLock { isSealed in
      defer { isSealed = false }
      return isSealed
    }
    if wasSealed { writer.resume() }
    return wasSealed
  }

  /// Writes what is settled and lets another process have the ledger. What is still held counts as interrupted.
  public func close() {
    guard
      isClosed.withLock({ closed in
        defer { closed = true }
        return !closed
      })
    else { return }
    intake.close()
    _ = resumeWriting()
    bell.ring(stop: true)
    bell.waitForEnd()
    keyCache.close()
    // Readers cannot delete SQLite's log, so that the checkpointer, which can, is the last to close.
    try? database.close()
    checkpointer.close()
    lock.release()
    if intake.isIdle { file.remove() }
    file.unlock()
  }

  /// The key that a token proves; nil when it is unknown or revoked.
  public func authenticate(_ token: Span<UInt8>) -> KeyRecord? { keyCache.authenticate(token) }

  /// The key that a token proves; nil when it is unknown or revoked.
  public func authenticate(_ token: [UInt8]) -> KeyRecord? { keyCache.authenticate(token.span) }

  /// True when a token has the form of a key and names none that is known: another process may have made it since the
  /// keys were read. `reloadKeys(then:)` tells.
  public func mayBeNew(_ token: Span<UInt8>) -> Bool { keyCache.mayBeNew(token) }

  /// True when a token has the form of a key and names none that is known.
  public func mayBeNew(_ token: [UInt8]) -> Bool { keyCache.mayBeNew(token.span) }

  /// True once any key exists or has existed, revoked ones and those of a lost ledger included.
  public var requiresKey: Bool { keyCache.requiresKey }

  /// True when keys have existed and the ledger has none: its file was lost or replaced.
  public var keysWereLost: Bool { keyCache.wereLost }

  /// Has a thread of its own look whether another process has changed the keys; returns at once.
  public func refreshKeys() { keyCache.refresh() }

  /// Looks whether another process has changed the keys, beside the caller's thread, and calls `completion` on that of
  /// the look when it is over. However many ask, there is at most one look in 100 ms.
  public func reloadKeys(then completion: @escaping @Sendable () -> Void) { keyCache.reload(then: completion) }

  /// Looks whether another process has changed the keys, now.
  public func reloadKeys() throws { try keyCache.reload() }
}
