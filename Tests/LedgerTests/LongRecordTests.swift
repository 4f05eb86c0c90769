import Catalog
import Foundation
import Ledger
import Testing

@Suite("Long records")
struct LongRecordTests {
  private static func draft(_ ledger: Ledger, requestBytes: Int) -> DecisionDraft {
    var draft = RecordTests.draft(ledger.makeID())
    draft.request = "{" + String(repeating: "é", count: requestBytes / 2) + "}"
    draft.order = (0..<400).map { "model-\($0)@provider" }.joined(separator: ",")
    draft.offer = String(repeating: "o", count: 300)
    return draft
  }

  private static var outcome: RequestOutcome {
    var outcome = RecordTests.outcome
    outcome.attemptLog = String(repeating: "a", count: 1900)
    outcome.error = String(repeating: "e", count: 1900)
    return outcome
  }

  @Test("a record is kept whole, whatever its length", arguments: [0, 900, 2600, 3000, 4100, 8000, 20_000, 50_000])
  func whole(requestBytes: Int) throws {
    let place = try TemporaryLedger()
    let elsewhere = try TemporaryLedger()
    let ledger = try place.open(slots: 1024, gathering: .seconds(3600))
    let drafts = (0..<2).map { Self.draft(ledger, requestBytes: requestBytes + $0) }
    let holds = try drafts.map { try ledger.hold(key: nil, amount: NanoDollars(100), draft: $0) }
    ledger.settle(holds[0], outcome: Self.outcome)
    ledger.note(holds[1], told: NanoDollars(60))
    // What a kill would leave: one ended and one under way.
    try Data(contentsOf: URL(filePath: place.journalPath)).write(to: URL(filePath: elsewhere.journalPath))
    let other = try elsewhere.open()
    #expect(other.recovery.damaged.isEmpty && other.recovery.settled == 1 && other.recovery.interrupted == 1)
    let rows = try drafts.map { try #require(try other.reader.decision($0.id)) }
    #expect(rows.map(\.draft.request) == drafts.map(\.request))
    #expect(rows.map(\.draft.order) == drafts.map(\.order))
    #expect(rows[0].outcome == Self.outcome && rows[1].charged == NanoDollars(60))
    ledger.flush()
    let row = try #require(try ledger.reader.decision(drafts[0].id))
    #expect(row.draft.request == drafts[0].request && row.outcome == Self.outcome)
  }

  @Test("one that cannot be kept whole is refused by name, and nothing is held")
  func tooLong() throws {
    let ledger = try TemporaryLedger().open()
    let key = try ledger.createKey(tenant: "acme", caps: Caps(day: NanoDollars(100))).key
    let draft = Self.draft(ledger, requestBytes: DecisionDraft.byteLimit)
    let result = Result { () throws(HoldRefusal) in
      try ledger.hold(key: key, amount: NanoDollars(100), draft: draft)
    }
    guard case .failure(.unavailable(let reason)) = result else {
      Issue.record("a draft of more than 60 KiB was \(result)")
      return
    }
    #expect(reason.contains("cannot be kept whole"))
    #expect(ledger.sums(key) == [0, 0])
  }

  @Test("when many are long at once, those without room are refused, and each outcome keeps its money")
  func crowded() throws {
    let ledger = try TemporaryLedger().open(slots: 16)
    var holds: [Hold] = []
    var refused = 0
    for _ in 0..<12 {
      do {
        holds.append(
          try ledger.hold(key: nil, amount: NanoDollars(100), draft: Self.draft(ledger, requestBytes: 6000)))
      } catch { refused += 1 }
    }
    #expect(!holds.isEmpty && refused > 0)
    var outcome = Self.outcome
    outcome.charge(
      (0..<30).map { AttemptBill(offer: "m\($0)@p", model: "m", provider: "p", cost: NanoDollars(1), why: "429") })
    for hold in holds { ledger.settle(hold, outcome: outcome) }
    ledger.flush()
    for hold in holds {
      let row = try #require(try ledger.reader.decision(hold.id))
      #expect(row.charged == NanoDollars(30))
      #expect(row.outcome.bills.reduce(0) { $0 + ($1.cost?.amount ?? 0) } == 30)
    }
    // All room is free again.
    for _ in 0..<40 {
      let hold = try ledger.hold(key: nil, amount: .zero, draft: Self.draft(ledger, requestBytes: 30_000))
      ledger.settle(hold, 0)
      ledger.flush()
    }
    #expect(ledger.trouble == nil)
  }

  @Test("a note of one who holds a slot no longer changes nothing")
  func staleNote() throws {
    let place = try TemporaryLedger()
    var ledger = try place.open()
    let old = try ledger.hold(nil, 100)
    ledger.settle(old, 1)
    ledger.flush()
    let next = try ledger.hold(nil, 100)
    ledger.note(next, told: NanoDollars(70))
    ledger.note(old, told: NanoDollars(2))
    ledger.close()
    ledger.note(next, told: NanoDollars(3))
    ledger = try place.open()
    #expect(try ledger.reader.decision(next.id)?.charged == NanoDollars(100), "at most too much, never too little")
  }
}
