import Catalog
import GRDB
import Synchronization

/// Money that another process holds for a request which it has under way.
struct ForeignHold: Hashable, Sendable {
  var id: DecisionID
  var keyID: String?
  var windows: WindowNumbers
  var amount: NanoDollars
}

/// The requests that the last process still has under way while this one serves. What it holds for them counts in this
/// process's accounts until its row says what was charged, or until it has ended and its journal says so.
final class ForeignHolds: Sendable {
  private let journal: String
  private let intake: Intake
  private let database: DatabasePool
  private let outstanding: Mutex<[DecisionID: ForeignHold]>

  /// Reads what is under way in the journal, while its process holds no more and writes no rows.
  init(journal path: String, intake: Intake, database: DatabasePool) throws(LedgerError) {
    journal = path
    self.intake = intake
    self.database = database
    guard let memory = JournalFile.look(path) else {
      throw LedgerError(.cannotOpen, "'\(path)', the journal of the process that is to make room, cannot be read")
    }
    let slots = Journal(memory, synchronous: false)
    var outstanding: [DecisionID: ForeignHold] = [:]
    for number in 0..<memory.layout.slotCount {
      if let hold = slots.foreignHold(number) { outstanding[hold.id] = hold }
    }
    intake.adopt(Array(outstanding.values))
    self.outstanding = Mutex(outstanding)
  }

  /// Takes in what the other process has charged since; true once it has ended and nothing of it is left.
  func settle() throws -> Bool {
    let end = try ended()
    try takeRows()
    guard end else { return false }
    let left = outstanding.withLock { outstanding in
      defer { outstanding = [:] }
      return Array(outstanding.values)
    }
    // Nothing says what these cost: they were never written.
    for hold in left { intake.settle(hold, charged: hold.amount) }
    return true
  }

  private func takeRows() throws {
    let outstanding = outstanding.withLock { $0 }
    guard !outstanding.isEmpty else { return }
    let charges = try database.read { db in
      let statement = try db.cachedStatement(sql: "SELECT charged_nano FROM decisions WHERE id = ?")
      var charges: [(ForeignHold, NanoDollars)] = []
      for hold in outstanding.values {
        guard let charge = try Int64.fetchOne(statement, arguments: [hold.id.description]) else { continue }
        charges.append((hold, NanoDollars(charge)))
      }
      return charges
    }
    for (hold, charge) in charges {
      intake.settle(hold, charged: charge)
      self.outstanding.withLock { $0[hold.id] = nil }
    }
  }

  // Whether the other process has ended: cleanly, or else what it left is recovered here.
  private func ended() throws -> Bool {
    guard FileIdentity(path: journal) != nil else { return true }
    do {
      let file = try JournalFile(path: journal)
      _ = try Recovery.run(file, database)
      file.remove()
      return true
    } catch let error as LedgerError where error.code == .alreadyOpen {
      return false
    }
  }
}
