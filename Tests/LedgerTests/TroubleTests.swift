import Catalog
import GRDB
import Ledger
import Testing

@Suite("When SQLite cannot be written")
struct TroubleTests {
  @Test("requests are settled on, the reason is told, and the rows follow once it can be")
  func tableAway() throws {
    let place = try TemporaryLedger()
    let ledger = try place.open(slots: 16)
    let key = try ledger.createKey(tenant: "acme", caps: Caps(day: NanoDollars(100))).key
    let other = try DatabaseQueue(path: place.path)
    try other.write { db in try db.execute(sql: "ALTER TABLE decisions RENAME TO elsewhere") }
    let holds = try (0..<10).map { _ in try ledger.hold(key, 5) }
    for hold in holds { ledger.settle(hold, 2) }
    ledger.flush()
    #expect(ledger.trouble?.contains("decisions") == true)
    #expect(ledger.sums(key) == [20, 0])
    try other.write { db in try db.execute(sql: "ALTER TABLE elsewhere RENAME TO decisions") }
    // A flush gives up when an attempt fails; the attempt after the table's return ends the trouble.
    while ledger.trouble != nil { ledger.flush() }
    ledger.flush()
    #expect(try ledger.reader.decisions(last: 20).count == 10)
    #expect(ledger.sums(key) == [20, 0])
  }

  @Test("a ledger closed in trouble keeps the rows for the next opening")
  func closedInTrouble() throws {
    let place = try TemporaryLedger()
    var ledger = try place.open(slots: 16)
    let key = try ledger.createKey(tenant: "acme", caps: Caps(day: NanoDollars(100))).key
    let other = try DatabaseQueue(path: place.path)
    try other.write { db in try db.execute(sql: "ALTER TABLE decisions RENAME TO elsewhere") }
    ledger.settle(try ledger.hold(key, 5), 2)
    ledger.flush()
    ledger.close()
    try other.write { db in try db.execute(sql: "ALTER TABLE elsewhere RENAME TO decisions") }
    ledger = try place.open(slots: 16)
    #expect(ledger.recovery.settled == 1)
    #expect(ledger.sums(key) == [2, 0])
  }
}
