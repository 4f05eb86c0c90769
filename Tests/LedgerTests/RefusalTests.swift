import Catalog
import Ledger
import Testing

@Suite("Refused requests")
struct RefusalTests {
  private static func refuse(
    _ ledger: Ledger, _ key: KeyRecord?, _ count: Int, at instant: Timestamp = noon, code: String = "budget_exceeded",
    status: RequestStatus = .overBudget
  ) {
    for _ in 0..<count {
      var draft = DecisionDraft(id: ledger.makeID(), startedAt: instant)
      draft.tenant = key?.tenant
      draft.useCase = "crm"
      var outcome = RequestOutcome(status: status, finishedAt: instant)
      outcome.cost = .zero
      #expect(ledger.record(key: key, draft: draft, outcome: outcome, code: code))
    }
  }

  @Test("a key gets twenty rows a minute, the rest is counted, and every sum has them all")
  func bounded() throws {
    let ledger = try TemporaryLedger().open()
    let keys = [try ledger.createKey(tenant: "acme").key, try ledger.createKey(tenant: "beta").key]
    let later = Timestamp(milliseconds: noon.milliseconds + 60_000)
    Self.refuse(ledger, keys[0], 500)
    Self.refuse(ledger, keys[0], 5, code: "rate", status: .refused)
    Self.refuse(ledger, keys[1], 3)
    Self.refuse(ledger, keys[0], 30, at: later)
    ledger.flush()
    let reader = ledger.reader
    #expect(try reader.decisions(last: 1000).count == 43)
    let counts = try reader.refusals()
    #expect(counts.map(\.count) == [480, 5, 10])
    #expect(counts.map(\.code) == ["budget_exceeded", "rate", "budget_exceeded"])
    #expect(counts.map(\.keyID) == [keys[0].id, keys[0].id, keys[0].id])
    #expect(counts.map(\.minute) == [noon, noon, later])
    for grouping in SpendGrouping.allCases {
      let rows = try reader.spend(by: grouping)
      #expect(rows.reduce(0) { $0 + $1.refused } == 538, "\(grouping)")
      #expect(rows.reduce(0) { $0 + $1.requests } == 538, "\(grouping)")
    }
    #expect(try reader.spend(by: .key).first { $0.group == keys[1].id }?.refused == 3)
    #expect(try reader.spend(by: .day, since: later).map(\.refused) == [30])
    #expect(try reader.refusals(since: later).map(\.count) == [10])
  }

  @Test("counts are added up over commits and processes")
  func added() throws {
    let place = try TemporaryLedger()
    for _ in 0..<2 {
      let ledger = try place.open()
      for _ in 0..<2 {
        Self.refuse(ledger, nil, 30)
        ledger.flush()
      }
      ledger.close()
    }
    let reader = try Ledger.openReader(path: place.path)
    #expect(try reader.refusals().map(\.count) == [80])
    #expect(try reader.spend(by: .tenant).map(\.refused) == [120])
  }

  @Test("one that does not fit into the journal is counted instead")
  func fullJournal() throws {
    let ledger = try TemporaryLedger().open(slots: 8)
    let holds = try (0..<8).map { _ in try ledger.hold(nil, 1) }
    Self.refuse(ledger, nil, 3)
    ledger.flush()
    #expect(try ledger.reader.refusals().map(\.count) == [3])
    for hold in holds { ledger.settle(hold, 1) }
  }
}
