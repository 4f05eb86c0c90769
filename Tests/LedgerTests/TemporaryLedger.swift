import Catalog
import Foundation
import Ledger
import TestFiles

/// A folder of its own for a ledger, which stays until the tests end: a ledger that outlives this value needs its files.
struct TemporaryLedger: Sendable {
  let folder: String
  var path: String { folder + "/ledger.db" }
  var journalPath: String { path + "-inflight" }

  init() throws {
    folder = try TestFiles.newFolder().path
  }

  func open(slots: Int = 64, gathering: Duration = .zero) throws -> Ledger {
    try Ledger.open(path: path, options: LedgerOptions(gathering: gathering, journalSlots: slots))
  }
}

/// Noon of a day on which nothing changes.
let noon = Timestamp(milliseconds: Timestamp(year: 2026, month: 11, day: 23).milliseconds + 43_200_000)

extension Ledger {
  /// Holds, at noon unless told otherwise.
  func hold(_ key: KeyRecord?, _ amount: Int64, at instant: Timestamp = noon) throws(HoldRefusal) -> Hold {
    try hold(key: key, amount: NanoDollars(amount), draft: DecisionDraft(id: makeID(), startedAt: instant))
  }

  /// Settles as a whole reply at a cost.
  func settle(_ hold: Hold, _ cost: Int64?) {
    var outcome = RequestOutcome(status: .ok, finishedAt: noon)
    outcome.cost = cost.map { NanoDollars($0) }
    settle(hold, outcome: outcome)
  }

  /// Spent and held in a window.
  func sums(_ key: KeyRecord, _ window: BudgetWindow = .total, at instant: Timestamp = noon) -> [Int64] {
    standing(of: key, at: instant).filter { $0.window == window }.flatMap { [$0.spent.amount, $0.held.amount] }
  }
}

extension Result where Failure == HoldRefusal {
  init(_ body: () throws(HoldRefusal) -> Success) {
    do { self = .success(try body()) } catch { self = .failure(error) }
  }
}
