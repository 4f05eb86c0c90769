import Catalog
import Ledger
import Testing

@Suite("Budgets")
struct BudgetTests {
  @Test("what is held counts until it is settled at what it cost")
  func heldThenSpent() throws {
    let ledger = try TemporaryLedger().open()
    let key = try ledger.createKey(tenant: "acme", caps: Caps(total: NanoDollars(100))).key
    let hold = try ledger.hold(key, 60)
    #expect(ledger.sums(key) == [0, 60])
    ledger.settle(hold, 25)
    #expect(ledger.sums(key) == [25, 0])
    _ = try ledger.hold(key, 75)
    #expect(ledger.sums(key) == [25, 75])
  }

  @Test("a cap refuses what would pass it by one nano-dollar", arguments: BudgetWindow.allCases)
  func exact(window: BudgetWindow) throws {
    let ledger = try TemporaryLedger().open()
    let cap = NanoDollars(100)
    let caps = Caps(
      day: window == .day ? cap : nil, month: window == .month ? cap : nil, total: window == .total ? cap : nil)
    let key = try ledger.createKey(tenant: "acme", caps: caps).key
    ledger.settle(try ledger.hold(key, 30), 30)
    _ = try ledger.hold(key, 20)
    let ends: [BudgetWindow: Timestamp] = [
      .day: Timestamp(year: 2026, month: 11, day: 24), .month: Timestamp(year: 2026, month: 12, day: 1),
    ]
    let expected = BudgetExceeded(
      window: window, cap: cap, spent: NanoDollars(30), held: NanoDollars(20), requested: NanoDollars(51),
      resetsAt: ends[window])
    let refused = Result { () throws(HoldRefusal) in try ledger.hold(key, 51) }
    #expect(refused == .failure(.overBudget(expected)))
    #expect(throws: Never.self) { try ledger.hold(key, 50) }
    #expect(ledger.sums(key, window) == [30, 70])
  }

  @Test("a new day and a new month start from nothing, the total does not")
  func windows() throws {
    let ledger = try TemporaryLedger().open()
    let caps = Caps(day: NanoDollars(10), month: NanoDollars(15), total: NanoDollars(22))
    let key = try ledger.createKey(tenant: "acme", caps: caps).key
    func refusal(_ amount: Int64, _ day: Int, _ month: Int = 11) -> BudgetWindow? {
      let instant = Timestamp(year: 2026, month: month, day: day)
      switch Result({ () throws(HoldRefusal) in try ledger.hold(key, amount, at: instant) }) {
      case .success(let hold):
        ledger.settle(hold, amount)
        return nil
      case .failure(.overBudget(let exceeded)): return exceeded.window
      case .failure: return nil
      }
    }
    #expect(refusal(10, 1) == nil)
    #expect(refusal(1, 1) == .day)
    #expect(refusal(6, 2) == .month)
    #expect(refusal(5, 2) == nil)
    #expect(refusal(8, 1, 12) == .total)
    #expect(refusal(7, 1, 12) == nil)
  }

  @Test("a hold counts in the day in which it was made, even when settled in the next")
  func overMidnight() throws {
    let ledger = try TemporaryLedger().open()
    let key = try ledger.createKey(tenant: "acme", caps: Caps(day: NanoDollars(10))).key
    let before = Timestamp(milliseconds: Timestamp(year: 2026, month: 11, day: 24).milliseconds - 1)
    let after = Timestamp(year: 2026, month: 11, day: 24)
    let late = try ledger.hold(key, 10, at: before)
    #expect(throws: HoldRefusal.self) { try ledger.hold(key, 1, at: before) }
    _ = try ledger.hold(key, 4, at: after)
    ledger.settle(late, 9)
    #expect(ledger.sums(key, .day, at: after) == [0, 4])
    #expect(ledger.sums(key, .total) == [9, 4])
  }

  @Test("a clock that is set back does not open a day again")
  func clockSetBack() throws {
    let ledger = try TemporaryLedger().open()
    let key = try ledger.createKey(tenant: "acme", caps: Caps(day: NanoDollars(10))).key
    let today = Timestamp(year: 2026, month: 11, day: 24)
    ledger.settle(try ledger.hold(key, 10, at: today), 10)
    #expect(throws: HoldRefusal.self) { try ledger.hold(key, 1, at: Timestamp(year: 2026, month: 11, day: 23)) }
    #expect(throws: HoldRefusal.self) { try ledger.hold(key, 1, at: today) }
  }

  @Test("an unknown price is refused under a cap and allowed without one")
  func unpriced() throws {
    let ledger = try TemporaryLedger().open()
    let capped = try ledger.createKey(tenant: "acme", caps: Caps(month: NanoDollars(5))).key
    let free = try ledger.createKey(tenant: "acme").key
    func hold(_ key: KeyRecord?) -> Result<Hold, HoldRefusal> {
      let draft = DecisionDraft(id: ledger.makeID(), startedAt: noon)
      return Result { () throws(HoldRefusal) in try ledger.hold(key: key, amount: nil, draft: draft) }
    }
    #expect(hold(capped) == .failure(.unpriced))
    #expect(throws: Never.self) { try hold(free).get() }
    #expect(throws: Never.self) { try hold(nil).get() }
  }

  @Test("when the cost stays unknown the whole hold stays charged")
  func unknownCost() throws {
    let ledger = try TemporaryLedger().open()
    let key = try ledger.createKey(tenant: "acme", caps: Caps(day: NanoDollars(50))).key
    let hold = try ledger.hold(key, 40)
    ledger.settle(hold, nil)
    #expect(ledger.sums(key) == [40, 0])
    ledger.flush()
    let row = try #require(try ledger.reader.decision(hold.id))
    #expect(row.outcome.cost == nil)
    #expect(row.charged == NanoDollars(40))
  }

  @Test("a cost above the hold is recorded as it is and marked")
  func overrun() throws {
    let ledger = try TemporaryLedger().open()
    let key = try ledger.createKey(tenant: "acme", caps: Caps(day: NanoDollars(50))).key
    let hold = try ledger.hold(key, 40)
    ledger.settle(hold, 70)
    ledger.flush()
    let row = try #require(try ledger.reader.decision(hold.id))
    #expect(row.overrun)
    #expect(row.outcome.cost == NanoDollars(70))
    #expect(ledger.sums(key) == [70, 0])
    #expect(throws: HoldRefusal.self) { try ledger.hold(key, 1) }
    #expect(throws: Never.self, "what costs nothing is served even over the cap") { try ledger.hold(key, 0) }
  }

  @Test("settling twice counts once")
  func twice() throws {
    let ledger = try TemporaryLedger().open()
    let key = try ledger.createKey(tenant: "acme", caps: Caps(day: NanoDollars(50))).key
    let hold = try ledger.hold(key, 40)
    ledger.settle(hold, 10)
    ledger.settle(hold, 10)
    ledger.flush()
    // The slot is in use again: the old hold must not end the new one.
    let next = try ledger.hold(key, 5)
    ledger.settle(hold, 1)
    #expect(ledger.sums(key) == [10, 5])
    ledger.settle(next, 5)
    #expect(ledger.sums(key) == [15, 0])
    ledger.flush()
    #expect(try ledger.reader.decisions(last: 10).count == 2)
  }

  @Test("an amount near the end of the range cannot wrap around a cap")
  func huge() throws {
    let ledger = try TemporaryLedger().open()
    let key = try ledger.createKey(tenant: "acme", caps: Caps(day: NanoDollars(.max - 1))).key
    _ = try ledger.hold(key, .max - 1)
    #expect(throws: HoldRefusal.self) { try ledger.hold(key, .max) }
    #expect(throws: HoldRefusal.self) { try ledger.hold(key, 1) }
  }

  @Test("what was spent is known again after a restart")
  func restart() throws {
    let place = try TemporaryLedger()
    var ledger = try place.open()
    let key = try ledger.createKey(tenant: "acme", caps: Caps(day: NanoDollars(50))).key
    for cost in 1...5 { ledger.settle(try ledger.hold(key, 10), Int64(cost)) }
    ledger.close()
    ledger = try place.open()
    #expect(ledger.recovery.isClean)
    #expect(ledger.sums(key, .day) == [15, 0])
    #expect(ledger.sums(key, .month) == [15, 0])
    #expect(ledger.sums(key, .total) == [15, 0])
    #expect(throws: HoldRefusal.self) { try ledger.hold(key, 36) }
  }
}
