import Catalog
import GRDB

/// Empties a journal that a process left behind into SQLite.
enum Recovery {
  /// Moves every request of the journal to SQLite, each exactly once.
  ///
  /// Rows are inserted by name unless they are there, and the journal is emptied only after the commit: ended at any
  /// moment, it can be run again.
  static func run(_ file: JournalFile, _ database: some DatabaseWriter) throws -> RecoveryReport {
    var report = RecoveryReport()
    if let aside = file.setAside { report.damaged.append("the journal was no journal and was moved to '\(aside)'") }
    guard let layout = file.found else { return report }
    let journal = Journal(try file.map(layout), synchronous: false)
    var settled: [SettledSlot] = []
    for slot in 0..<layout.slotCount {
      var content = journal.content(slot)
      if case .held(let held) = content {
        journal.settle(slot, held, interrupted(held))
        report.interrupted += 1
        content = journal.content(slot)
      }
      switch content {
      case .free: break
      case .settled(let slot): settled.append(slot)
      case .damaged(let reason): report.damaged.append("slot \(slot): \(reason)")
      case .held: report.damaged.append("slot \(slot): its outcome cannot be written")
      }
    }
    guard !settled.isEmpty else { return report }
    let stored = try database.write { db in try DecisionRows.insert(settled, db) }
    report.alreadyStored = settled.count - stored.inserted - stored.setAside.count
    report.settled = max(0, stored.inserted - report.interrupted)
    report.damaged += stored.setAside
    return report
  }

  // The provider may have charged up to what was held; less where it is known what the reply had come to.
  private static func interrupted(_ held: HeldSlot) -> RequestOutcome {
    let now = Timestamp.now
    var outcome = RequestOutcome(status: .interrupted, finishedAt: now)
    outcome.usageEstimated = true
    outcome.duration = max(0, now.milliseconds - held.startedAt.milliseconds)
    if let told = held.told, told < held.held ?? NanoDollars(.max) {
      outcome.cost = told
      outcome.error =
        "the gateway's process ended first; the cost is that of what the reply had come to when it was last noted, with the margin for what may have followed"
    } else {
      outcome.cost = held.held
      outcome.error = "the gateway's process ended first; the cost is what was held, the most that it can have been"
    }
    return outcome
  }
}
