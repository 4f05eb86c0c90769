import Catalog
import Foundation
import GRDB
import Ledger
import Testing

/// Waits for what a ledger says of its troubles.
private struct TroubleLog {
  private var iterator: AsyncStream<String?>.AsyncIterator

  init(_ ledger: Ledger) {
    let (stream, continuation) = AsyncStream<String?>.makeStream()
    ledger.onTrouble { continuation.yield($0) }
    iterator = stream.makeAsyncIterator()
  }

  /// The next thing that is said.
  mutating func next() async -> String? { await iterator.next(isolation: #isolation) ?? nil }
}

@Suite("The files of a ledger in service")
struct ServedFilesTests {
  private static func isRefused(_ ledger: Ledger, _ word: String) -> Bool {
    guard case .failure(.unavailable(let reason)) = Result({ () throws(HoldRefusal) in try ledger.hold(nil, 1) })
    else { return false }
    return reason.contains(word)
  }

  @Test(
    "a file that is moved away while idle is noticed, and service goes on when it is back", arguments: ["", "-wal"])
  func movedAway(ending: String) async throws {
    let place = try TemporaryLedger()
    let ledger = try place.open()
    let key = try ledger.createKey(tenant: "acme").key
    let hold = try ledger.hold(key, 10)
    var log = TroubleLog(ledger)
    let file = place.path + ending
    try FileManager.default.moveItem(atPath: file, toPath: place.folder + "/away")
    let said = try #require(await log.next())
    #expect(said.contains("'\(file)' was deleted or replaced while serving"))
    #expect(ledger.trouble == said)
    #expect(Self.isRefused(ledger, file))
    #expect(ledger.settle(hold, outcome: RecordTests.outcome), "the journal has it")
    ledger.flush()
    try FileManager.default.moveItem(atPath: place.folder + "/away", toPath: file)
    #expect(await log.next() == nil)
    ledger.flush()
    #expect(try ledger.reader.decision(hold.id)?.charged == NanoDollars(77))
    #expect(throws: Never.self) { try ledger.hold(key, 1) }
    #expect(ledger.sums(key) == [77, 1])
  }

  @Test("nothing is committed into a deleted file: the rows wait for the next opening")
  func deleted() async throws {
    let place = try TemporaryLedger()
    var ledger = try place.open()
    let hold = try ledger.hold(nil, 10)
    var log = TroubleLog(ledger)
    for ending in ["", "-wal", "-shm"] { try FileManager.default.removeItem(atPath: place.path + ending) }
    #expect(await log.next() != nil)
    #expect(ledger.settle(hold, outcome: RecordTests.outcome))
    ledger.flush()
    ledger.close()
    ledger = try place.open()
    #expect(ledger.recovery.settled == 1)
    #expect(try ledger.reader.decision(hold.id)?.charged == NanoDollars(77))
  }

  @Test("without its journal a settlement is not safe, and its row is written all the same")
  func journal() async throws {
    let place = try TemporaryLedger()
    let ledger = try place.open()
    let hold = try ledger.hold(nil, 10)
    var log = TroubleLog(ledger)
    try FileManager.default.removeItem(atPath: place.journalPath)
    #expect(await log.next()?.contains("journal '\(place.journalPath)' was deleted") == true)
    #expect(Self.isRefused(ledger, place.journalPath))
    #expect(!ledger.settle(hold, outcome: RecordTests.outcome))
    ledger.flush()
    #expect(try ledger.reader.decision(hold.id) != nil)
  }

  @Test("a file under the old name is not the old file")
  func replaced() async throws {
    let place = try TemporaryLedger()
    let ledger = try place.open()
    var log = TroubleLog(ledger)
    let copy = place.folder + "/copy"
    try FileManager.default.copyItem(atPath: place.path, toPath: copy)
    #expect(rename(copy, place.path) == 0)
    #expect(await log.next()?.contains("replaced") == true)
  }

  @Test("trouble is told once when it begins and once when it ends")
  func told() async throws {
    let place = try TemporaryLedger()
    let ledger = try place.open(slots: 16)
    var log = TroubleLog(ledger)
    let other = try DatabaseQueue(path: place.path)
    try await other.write { db in try db.execute(sql: "ALTER TABLE decisions RENAME TO elsewhere") }
    ledger.settle(try ledger.hold(nil, 5), 2)
    #expect(await log.next()?.contains("no such table") == true)
    try await other.write { db in try db.execute(sql: "ALTER TABLE elsewhere RENAME TO decisions") }
    #expect(await log.next() == nil)
    ledger.close()
  }

  @Test("a row that SQLite does not take is set aside, charged and told, and those behind it are written")
  func poisoned() async throws {
    let place = try TemporaryLedger()
    var ledger = try place.open(slots: 16)
    let key = try ledger.createKey(tenant: "acme").key
    var log = TroubleLog(ledger)
    try await DatabaseQueue(path: place.path).write { db in
      try db.execute(
        sql: """
          CREATE TRIGGER poison BEFORE INSERT ON decisions WHEN NEW.use_case = 'poison'
          BEGIN SELECT RAISE(ABORT, 'will not have it'); END
          """)
    }
    func add(_ useCase: String) throws -> DecisionID {
      var draft = DecisionDraft(id: ledger.makeID(), startedAt: noon)
      draft.useCase = useCase
      ledger.settle(try ledger.hold(key: key, amount: NanoDollars(9), draft: draft), 4)
      return draft.id
    }
    let ids = [try add("crm"), try add("poison"), try add("crm")]
    let said = try #require(await log.next())
    #expect(said.contains("\(ids[1])") && said.contains("will not have it") && said.contains("rows_set_aside"))
    ledger.flush()
    #expect(try ledger.reader.decisions(last: 9).map(\.draft.id) == [ids[0], ids[2]])
    _ = try add("crm")
    #expect(await log.next() == nil)
    // At the next opening it is charged once, and one that was under way does not keep the ledger shut.
    var draft = DecisionDraft(id: ledger.makeID(), startedAt: noon)
    draft.useCase = "poison"
    _ = try ledger.hold(key: key, amount: NanoDollars(9), draft: draft)
    ledger.close()
    ledger = try place.open(slots: 16)
    #expect(ledger.recovery.damaged.count == 1)
    #expect(ledger.sums(key) == [25, 0])
  }
}
