import Catalog
import Dispatch
import Foundation
import GRDB
import Synchronization

/// The one thread that moves settled requests from the journal to SQLite, in groups: a commit costs as much as tens of
/// rows. Between times it looks whether the ledger's files are still where they were.
final class RowWriter: Sendable {
  private let intake: Intake
  private let refusals: RefusalTally
  private let journal: Journal
  private let database: DatabasePool
  private let files: ServedFiles
  private let checkpointer: Checkpointer
  private let bell: WriterBell
  private let trouble: TroubleSign
  private let gathering: TimeInterval
  private let predecessor: ForeignHolds?
  // Whoever has it may write rows; only the writer unless rows have to stay as they are for a moment.
  private let turn = DispatchSemaphore(value: 1)
  /// True once no other process has requests of this ledger under way.
  let isAlone: Atomic<Bool>

  private static let mostRows = 1024
  private static let pauses: [TimeInterval] = [0.1, 0.25, 0.5, 1, 2, 5]
  private static let watchInterval: TimeInterval = 0.25

  init(
    intake: Intake, refusals: RefusalTally, journal: Journal, database: DatabasePool, files: ServedFiles,
    checkpointer: Checkpointer, bell: WriterBell, trouble: TroubleSign, gathering: Duration,
    predecessor: ForeignHolds?
  ) {
    self.intake = intake
    self.refusals = refusals
    self.journal = journal
    self.database = database
    self.files = files
    self.checkpointer = checkpointer
    self.bell = bell
    self.trouble = trouble
    self.predecessor = predecessor
    isAlone = Atomic(predecessor == nil)
    let (seconds, attoseconds) = gathering.components
    self.gathering = Double(seconds) + Double(attoseconds) * 1e-18
  }

  func start() {
    let thread = Thread { [self] in
      run()
      bell.end()
    }
    thread.name = "steelyard.ledger"
    thread.start()
  }

  /// Lets no row be written until `resume`, once the one under way is; false when that takes longer than `limit`.
  func pause(within limit: DispatchTimeInterval) -> Bool { turn.wait(timeout: .now() + limit) == .success }

  /// Lets rows be written again after `pause`.
  func resume() { turn.signal() }

  private func run() {
    var nextLook = DispatchTime.now()
    while true {
      let call = bell.wait(gathering: gathering, atMost: Self.watchInterval)
      turn.wait()
      _ = watch()
      if DispatchTime.now() >= nextLook {
        takeIn()
        nextLook = .now() + Self.watchInterval
      }
      let isStored = storeAll()
      turn.signal()
      guard isStored else { return }
      bell.done(call)
      if call.stop { return }
    }
  }

  // False when the writer has to stop.
  private func storeAll() -> Bool {
    var slots: [Int]
    repeat {
      slots = intake.takeReady(Self.mostRows)
      let counts = refusals.take()
      guard slots.isEmpty && counts.isEmpty || store(slots, counts) else { return false }
    } while slots.count == Self.mostRows
    return true
  }

  // What the process before this one has charged since the last look.
  private func takeIn() {
    guard let predecessor, !isAlone.load(ordering: .relaxed) else { return }
    do {
      if try predecessor.settle() { isAlone.store(true, ordering: .releasing) }
      trouble.set(nil, .predecessor)
    } catch {
      trouble.set(
        "what the process before this one charges cannot be taken in, so that its holds stay: \(Self.reason(error))",
        .predecessor)
    }
  }

  // Looks at the files; true when what is committed to the database will be found there.
  private func watch() -> Bool {
    let losses = files.losses()
    let sentence = losses.first.map(ServedFiles.sentence)
    var isDatabaseThere = true
    var isJournalThere = true
    for loss in losses {
      switch loss {
      case .database: isDatabaseThere = false
      case .journal: isJournalThere = false
      }
    }
    intake.suspend(sentence, journalIsThere: isJournalThere)
    trouble.set(sentence, .files)
    return isDatabaseThere
  }

  // False when the writer has to stop before the rows could be stored; they stay in the journal for the next opening.
  private func store(_ slots: [Int], _ counts: [RefusalTally.Place: Int]) -> Bool {
    var settled: [SettledSlot] = []
    settled.reserveCapacity(slots.count)
    var damage: [String] = []
    for slot in slots {
      switch journal.content(slot) {
      case .settled(let slot): settled.append(slot)
      case .damaged(let reason): damage.append("slot \(slot) of the journal was changed from outside: \(reason)")
      case .free, .held: damage.append("slot \(slot) of the journal was changed from outside")
      }
    }
    var attempt = 0
    var counts = counts
    while true {
      if watch() {
        do {
          let setAside = try database.write { db in
            try RefusalTally.store(counts, db)
            return try DecisionRows.insert(settled, db).setAside
          }
          counts = [:]
          trouble.set(nil, .storage)
          // A commit into a file that was just deleted is none: the slots keep the rows.
          if watch() {
            damage += setAside
            trouble.set(damage.first.map { damage.count > 1 ? "\($0); \(damage.count - 1) more" : $0 }, .rows)
            intake.release(slots)
            checkpoint(slots.count)
            return true
          }
        } catch {
          trouble.set("the ledger cannot be written: \(Self.reason(error))", .storage)
        }
      }
      if pause(attempt) { return false }
      attempt += 1
    }
  }

  private func checkpoint(_ rows: Int) {
    guard checkpointer.committed(rows) else { return }
    // One that fails is made up for by the next; the rows are safe in the log.
    _ = try? database.writeWithoutTransaction { db in try db.checkpoint(.passive) }
  }

  // Waits before the next attempt, and looks at the files meanwhile; true when the writer has to stop.
  private func pause(_ attempt: Int) -> Bool {
    var rest = Self.pauses[min(attempt, Self.pauses.count - 1)]
    while rest > 0 {
      let part = min(rest, Self.watchInterval)
      if bell.pause(part) { return true }
      let wasAway = trouble.text
      _ = watch()
      // Files that are back are worth an attempt at once.
      if wasAway != nil, trouble.text == nil { return false }
      rest -= part
    }
    return false
  }

  private static func reason(_ error: any Error) -> String {
    guard let error = error as? DatabaseError else { return "\(error)" }
    return error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
  }
}
