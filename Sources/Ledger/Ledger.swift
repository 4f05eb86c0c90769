public import Catalog
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
  let intake: Intake
  private let journal: Journal
  private let writer: RowWriter
  private let checkpointer: Checkpointer
  private let bell: WriterBell
  private let ids = DecisionIDSource()
  private let keyCache: KeyCache
  private let isClosed = Mutex(false)

  /// Opens the ledger for serving: one process at a time. Recovers what the last one left in the journal.
  public static func open(path: String, options: LedgerOptions = LedgerOptions()) throws -> Ledger {
    try Ledger(path: path, options: options)
  }

  private init(path: String, options: LedgerOptions) throws {
    self.path = path
    // The lock comes first: nothing of another process's ledger may be touched.
    let file = try JournalFile(path: path + "-inflight", slots: options.journalSlots)
    journal = Journal(file, synchronous: options.durability == .power)
    database = try DatabaseFile.openPool(path, durability: options.durability)
    recovery = try Recovery.run(journal, file, database)
    let (table, accounts) = try database.read { db in (try KeyRows.table(db), try Charges.accounts(db)) }
    let cache = KeyCache(table, database)
    keyCache = cache
    bell = WriterBell()
    intake = Intake(journal: journal, accounts: accounts, bell: bell)
    file.shrink()
    checkpointer = try Checkpointer(path: path)
    writer = RowWriter(
      intake: intake, journal: journal, database: database, checkpointer: checkpointer, bell: bell,
      gathering: options.gathering,
      onKeys: { try? cache.reload() })
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

  /// Turns a hold into what the request cost. When it returns, the record survives the end of the process.
  ///
  /// A cost above what was held is recorded as it is and the row is marked as an overrun. Settling twice, or after
  /// `close`, does nothing.
  public func settle(_ hold: Hold, outcome: RequestOutcome) { intake.settle(hold, outcome: outcome) }

  /// Records a request for which nothing was held; false when the journal has no room.
  @discardableResult
  public func record(key: KeyRecord?, draft: DecisionDraft, outcome: RequestOutcome) -> Bool {
    guard let hold = try? intake.hold(key: key, amount: .zero, draft: draft) else { return false }
    return intake.settle(hold, outcome: outcome)
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

  /// Why rows cannot be written to SQLite now; nil when they can. What is settled stays safe in the journal.
  public var trouble: String? { writer.trouble }

  /// Waits until all that is settled is in SQLite, or until `trouble` says why it cannot be.
  public func flush() { bell.waitForRound() }

  /// Writes what is settled and lets another process have the ledger. What is still held counts as interrupted.
  public func close() {
    guard
      isClosed.withLock({ closed in
        defer { closed = true }
        return !closed
      })
    else { return }
    intake.close()
    bell.ring(stop: true)
    bell.waitForEnd()
    checkpointer.close()
    try? database.close()
    journal.unlock()
  }

  /// The key that a token proves; nil when it is unknown or revoked.
  public func authenticate(_ token: Span<UInt8>) -> KeyRecord? { keyCache.authenticate(token) }

  /// The key that a token proves; nil when it is unknown or revoked.
  public func authenticate(_ token: [UInt8]) -> KeyRecord? { keyCache.authenticate(token.span) }

  /// True once any key exists, revoked ones included.
  public var requiresKey: Bool { keyCache.requiresKey }

  /// Has the writer's thread look whether another process has changed the keys; returns at once.
  public func refreshKeys() { bell.ring(keys: true) }

  /// Looks whether another process has changed the keys, now.
  public func reloadKeys() throws { try keyCache.reload() }
}
