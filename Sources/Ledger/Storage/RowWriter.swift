import Catalog
import Foundation
import GRDB
import Synchronization

/// The one thread that moves settled requests from the journal to SQLite, in groups: a commit costs as much as tens of
/// rows.
final class RowWriter: Sendable {
  private let intake: Intake
  private let journal: Journal
  private let database: DatabasePool
  private let checkpointer: Checkpointer
  private let bell: WriterBell
  private let gathering: TimeInterval
  private let onKeys: @Sendable () -> Void
  private let failure = Mutex<String?>(nil)

  private static let mostRows = 1024
  private static let pauses: [TimeInterval] = [0.1, 0.25, 0.5, 1, 2, 5]

  init(
    intake: Intake, journal: Journal, database: DatabasePool, checkpointer: Checkpointer, bell: WriterBell,
    gathering: Duration,
    onKeys: @escaping @Sendable () -> Void
  ) {
    self.intake = intake
    self.journal = journal
    self.database = database
    self.checkpointer = checkpointer
    self.bell = bell
    let (seconds, attoseconds) = gathering.components
    self.gathering = Double(seconds) + Double(attoseconds) * 1e-18
    self.onKeys = onKeys
  }

  /// Why rows cannot be written now; nil when they can.
  var trouble: String? { failure.withLock { $0 } }

  func start() {
    let thread = Thread { [self] in
      run()
      bell.end()
    }
    thread.name = "steelyard.ledger"
    thread.start()
  }

  private func run() {
    while true {
      let call = bell.wait(gathering: gathering)
      if call.keys { onKeys() }
      var slots: [Int]
      repeat {
        slots = intake.takeReady(Self.mostRows)
        guard slots.isEmpty || store(slots) else { return }
      } while slots.count == Self.mostRows
      bell.done(call)
      if call.stop { return }
    }
  }

  // False when the writer has to stop before the rows could be stored; they stay in the journal for the next opening.
  private func store(_ slots: [Int]) -> Bool {
    var settled: [SettledSlot] = []
    settled.reserveCapacity(slots.count)
    var unreadable: String?
    for slot in slots {
      switch journal.content(slot) {
      case .settled(let slot): settled.append(slot)
      case .damaged(let reason): unreadable = "slot \(slot) of the journal was changed from outside: \(reason)"
      case .free, .held: unreadable = "slot \(slot) of the journal was changed from outside"
      }
    }
    var attempt = 0
    while true {
      do {
        try database.write { db in _ = try DecisionRows.insert(settled, db) }
        failure.withLock { $0 = unreadable }
        intake.release(slots)
        if checkpointer.committed(slots.count) {
          // One that fails is made up for by the next; the rows are safe in the log.
          _ = try? database.writeWithoutTransaction { db in try db.checkpoint(.passive) }
        }
        return true
      } catch {
        failure.withLock { $0 = "the ledger cannot be written: \(error)" }
        if bell.pause(Self.pauses[min(attempt, Self.pauses.count - 1)]) { return false }
        attempt += 1
      }
    }
  }
}
