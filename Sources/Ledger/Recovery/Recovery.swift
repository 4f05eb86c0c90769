import Catalog
import GRDB

/// Empties a journal that a process left behind into SQLite.
enum Recovery {
  /// Moves every request of the journal to SQLite, each exactly once, and frees the slots.
  ///
  /// Rows are inserted by name unless they are there, and slots are freed after the commit: ended at any moment, it
  /// can be run again.
  static func run(_ journal: Journal, _ file: JournalFile, _ database: some DatabaseWriter) throws -> RecoveryReport {
    var report = RecoveryReport()
    if let aside = file.setAside { report.damaged.append("the journal was no journal and was moved to '\(aside)'") }
    var settled: [SettledSlot] = []
    var used: [Int] = []
    for slot in 0..<journal.slotCount {
      var content = journal.content(slot)
      if case .free = content { continue }
      used.append(slot)
      if case .held(let held) = content {
        journal.settle(slot, sequence: held.sequence, interrupted(held))
        report.interrupted += 1
        content = journal.content(slot)
      }
      switch content {
      case .settled(let slot): settled.append(slot)
      case .damaged(let reason): report.damaged.append("slot \(slot): \(reason)")
      case .free, .held: report.damaged.append("slot \(slot): its outcome cannot be written")
      }
    }
    if !settled.isEmpty {
      let inserted = try database.write { db in try DecisionRows.insert(settled, db) }
      report.alreadyStored = settled.count - inserted
      report.settled = max(0, inserted - report.interrupted)
    }
    for slot in used { journal.free(slot) }
    return report
  }

  // The provider may have charged up to what was held, so that is what counts.
  private static func interrupted(_ held: HeldSlot) -> RequestOutcome {
    let now = Timestamp.now
    var outcome = RequestOutcome(status: .interrupted, finishedAt: now)
    outcome.cost = held.held
    outcome.usageEstimated = true
    outcome.duration = max(0, now.milliseconds - held.startedAt.milliseconds)
    outcome.error = "the gateway's process ended first; the cost is what was held, the most that it can have been"
    return outcome
  }
}
