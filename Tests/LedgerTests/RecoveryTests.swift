import Catalog
import Foundation
import Ledger
import Testing

@Suite("Recovery")
struct RecoveryTests {
  private static let slotBytes = 4096
  private static let headerBytes = 4096

  @Test("what was under way becomes a row at what was held, and no hold outlives the process")
  func interrupted() throws {
    let place = try TemporaryLedger()
    var ledger = try place.open()
    let key = try ledger.createKey(tenant: "acme", caps: Caps(day: NanoDollars(100))).key
    let settled = try ledger.hold(key, 30)
    ledger.settle(settled, 10)
    let open = try ledger.hold(key, 45)
    ledger.close()
    ledger = try place.open()
    #expect(ledger.recovery.interrupted == 1)
    #expect(!ledger.recovery.isClean)
    let row = try #require(try ledger.reader.decision(open.id))
    #expect(row.outcome.status == .interrupted)
    #expect(row.outcome.cost == NanoDollars(45))
    #expect(row.outcome.usageEstimated)
    #expect(ledger.sums(key, .day) == [55, 0])
    ledger.close()
    ledger = try place.open()
    #expect(ledger.recovery.isClean)
    #expect(ledger.sums(key, .day) == [55, 0])
  }

  @Test("a record that SQLite has and the journal too counts once")
  func twice() throws {
    let place = try TemporaryLedger()
    var ledger = try place.open(gathering: .seconds(3600))
    let key = try ledger.createKey(tenant: "acme", caps: Caps(day: NanoDollars(100))).key
    let hold = try ledger.hold(key, 30)
    ledger.settle(hold, 10)
    let journal = try Data(contentsOf: URL(filePath: place.journalPath))
    ledger.close()
    try journal.write(to: URL(filePath: place.journalPath))
    ledger = try place.open()
    #expect(ledger.recovery.alreadyStored == 1)
    #expect(ledger.recovery.settled == 0)
    #expect(try ledger.reader.decisions(last: 10).count == 1)
    #expect(ledger.sums(key, .day) == [10, 0])
  }

  @Test("a settled record that SQLite has not got is moved there")
  func onlyInTheJournal() throws {
    let place = try TemporaryLedger()
    let elsewhere = try TemporaryLedger()
    let ledger = try place.open(gathering: .seconds(3600))
    let key = try ledger.createKey(tenant: "acme", caps: Caps(day: NanoDollars(100))).key
    let draft = RecordTests.draft(ledger.makeID())
    ledger.settle(try ledger.hold(key: key, amount: NanoDollars(90), draft: draft), outcome: RecordTests.outcome)
    try Data(contentsOf: URL(filePath: place.journalPath)).write(to: URL(filePath: elsewhere.journalPath))
    let other = try elsewhere.open()
    #expect(other.recovery.settled == 1)
    let row = try #require(try other.reader.decision(draft.id))
    #expect(row.outcome == RecordTests.outcome)
    #expect(row.outcome.bills.count == 2)
    #expect(row.draft.request == draft.request)
    #expect(row.draft.policyHash == String(draft.policyHash.prefix(16)), "the document is not in this ledger")
    #expect(other.sums(key, .total) == [77, 0])
  }

  @Test("a torn outcome counts as interrupted, a torn draft is reported")
  func torn() throws {
    let place = try TemporaryLedger()
    let elsewhere = try TemporaryLedger()
    let ledger = try place.open(gathering: .seconds(3600))
    let holds = try (0..<3).map { _ in try ledger.hold(nil, 7) }
    for hold in holds { ledger.settle(hold, 3) }
    var journal = try Data(contentsOf: URL(filePath: place.journalPath))
    func flip(slot: Int, offset: Int) { journal[Self.headerBytes + slot * Self.slotBytes + offset] ^= 0x55 }
    flip(slot: 0, offset: 32)  // the checksum of the outcome
    flip(slot: 1, offset: 140)  // the draft
    try journal.write(to: URL(filePath: elsewhere.journalPath))
    let other = try elsewhere.open()
    #expect(other.recovery.settled == 1)
    #expect(other.recovery.interrupted == 1)
    #expect(other.recovery.damaged.count == 1)
    #expect(other.recovery.damaged.first?.hasPrefix("slot 1:") == true)
    #expect(try other.reader.decisions(last: 9).map(\.charged.amount).sorted() == [3, 7])
  }

  @Test("no damage to the journal ends the process, and what is whole is kept", arguments: [UInt64(1), 2, 3])
  func garbage(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let place = try TemporaryLedger()
    let ledger = try place.open(slots: 16, gathering: .seconds(3600))
    for number in 0..<12 {
      let hold = try ledger.hold(nil, 7)
      if number % 2 == 0 { ledger.settle(hold, 3) }
    }
    let whole = try Data(contentsOf: URL(filePath: place.journalPath))
    for _ in 0..<25 {
      var journal = whole
      for _ in 0..<Int.random(in: 1...40, using: &generator) {
        let slot = Int.random(in: 0..<16, using: &generator)
        // Mostly the fields at the start of a slot, where damage does most.
        let offset =
          Bool.random(using: &generator)
          ? Int.random(in: 0..<200, using: &generator) : Int.random(in: 0..<Self.slotBytes, using: &generator)
        journal[Self.headerBytes + slot * Self.slotBytes + offset] = UInt8.random(in: 0...255, using: &generator)
      }
      let elsewhere = try TemporaryLedger()
      try journal.write(to: URL(filePath: elsewhere.journalPath))
      let other = try elsewhere.open()
      let report = other.recovery
      let rows = try other.reader.decisions(last: 100)
      #expect(rows.count == report.settled + report.interrupted, "seed \(seed)")
      #expect(rows.allSatisfy { [3, 7].contains($0.charged.amount) }, "seed \(seed)")
      #expect(throws: Never.self) { try other.hold(nil, 1) }
    }
  }

  @Test("a file that is no journal is moved aside and reported")
  func setAside() throws {
    let place = try TemporaryLedger()
    try Data("this is a letter, not a journal".utf8).write(to: URL(filePath: place.journalPath))
    let ledger = try place.open()
    #expect(ledger.recovery.damaged.count == 1)
    #expect(throws: Never.self) { try ledger.hold(nil, 1) }
    let names = try FileManager.default.contentsOfDirectory(atPath: place.folder)
    #expect(names.contains { $0.contains("-inflight.damaged-") })
  }

  @Test("a journal cut short is made whole again")
  func short() throws {
    let place = try TemporaryLedger()
    var ledger = try place.open(slots: 16)
    let first = try ledger.hold(nil, 7)
    ledger.close()
    let journal = try Data(contentsOf: URL(filePath: place.journalPath))
    try journal.prefix(Self.headerBytes + Self.slotBytes + 100).write(to: URL(filePath: place.journalPath))
    ledger = try place.open(slots: 16)
    #expect(ledger.recovery.interrupted == 1)
    #expect(try ledger.reader.decision(first.id) != nil)
    #expect(throws: Never.self) { for _ in 0..<16 { _ = try ledger.hold(nil, 1) } }
  }

  @Test("a second gateway is refused with the name of the first, and served once that has closed")
  func exclusive() throws {
    let place = try TemporaryLedger()
    let ledger = try place.open()
    #expect { try place.open() } throws: { error in
      guard let error = error as? LedgerError else { return false }
      return error.code == .alreadyOpen && error.message.contains("process \(getpid())")
    }
    ledger.close()
    let second = try place.open()
    #expect(second.recovery.isClean)
    #expect(throws: HoldRefusal.unavailable("the ledger is closed")) { try ledger.hold(nil, 1) }
  }

  @Test("a file that is no database is refused and left as it is")
  func noDatabase() throws {
    let place = try TemporaryLedger()
    let letter = Data(String(repeating: "a letter ", count: 1000).utf8)
    try letter.write(to: URL(filePath: place.path))
    #expect { try place.open() } throws: { ($0 as? LedgerError)?.code == .cannotOpen }
    #expect(try Data(contentsOf: URL(filePath: place.path)) == letter)
  }

  @Test("nobody but the owner can read the ledger's files")
  func modes() throws {
    let place = try TemporaryLedger()
    let ledger = try place.open()
    ledger.settle(try ledger.hold(nil, 1), 1)
    ledger.flush()
    for name in try FileManager.default.contentsOfDirectory(atPath: place.folder) {
      let attributes = try FileManager.default.attributesOfItem(atPath: place.folder + "/" + name)
      #expect((attributes[.posixPermissions] as? Int).map { $0 & 0o077 } == 0, "\(name)")
    }
  }

  @Test("with durability for power, rows are the same")
  func power() throws {
    let place = try TemporaryLedger()
    let ledger = try Ledger.open(path: place.path, options: LedgerOptions(durability: .power, journalSlots: 8))
    let hold = try ledger.hold(nil, 5)
    ledger.settle(hold, 2)
    ledger.flush()
    #expect(try ledger.reader.decision(hold.id)?.charged == NanoDollars(2))
  }
}
