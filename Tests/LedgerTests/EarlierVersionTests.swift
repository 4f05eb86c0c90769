import Catalog
import Foundation
import GRDB
import Ledger
import Testing

@Suite("Ledgers of earlier versions")
struct EarlierVersionTests {
  /// Two slots as the version before gates left them when it was killed: a settled request, and one under way.
  private static let slots = [
    """
    AgAAALUCAAABAAAAAAAAALjD5M1ZRPL1pQAAAAAAAABjmmgVn3MRQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHGKeRe9DaIBfJ1mbAkCyxl5F70N\
    ogEAAITOQwAAAAAALVEAAAJfAACBFy7pwPVB0VJBYWdpx+IebzEgbBB0mNecVtms2hcoOwD///////8GAG9wZW5haRAAY2hhdF9jb21wbGV0aW9u\
    cwMAY3JtBwByb3V0aW5lBABvcGVuBgBoZWFkZXL//yMAZGVlcHNlZWsvZGVlcHNlZWstdjQtZmxhc2hAZGVlcHNlZWuaAXsiaGVhZGVyVXNlQ2Fz\
    ZSI6ImNybSIsInJlcXVlc3RlZE1vZGVsIjoiYXV0byIsInZlcmRpY3QiOnsiZG9tYWluIjoiZ2VuZXJhbCIsImNlcnRhaW50eSI6Im5vbmUiLCJz\
    Y29yZU1pbGxpIjozNDUsInN0YWdlIjoibGV4aWNhbCwgbm8gZW5jb2RlciIsInZlcnNpb24iOiIyMDI2LTExLTI0IiwicGluQ2VydGFpbnR5Ijoi\
    bm9uZSIsInBpblNjb3JlTWlsbGkiOjExMSwidGhyZXNob2xkTWlsbGkiOjgwOCwic3Rha2VzIjoicm91dGluZSIsImRpZmZpY3VsdHlNaWxsaSI6\
    MzE5fSwiZW5kcG9pbnQiOiJjaGF0IiwibmVlZHMiOjAsIndpcmVEaWFsZWN0Ijoib3BlbmFpIiwicHJvbXB0VG9rZW5zIjo2LCJwcm9tcHRUb2tl\
    bkJvdW5kIjo1ODksImNob2ljZXMiOjEsImF0IjoxNzk1NTI2ODI1ODQ5LCJ1bmF2YWlsYWJsZSI6W119awBkZWVwc2Vlay9kZWVwc2Vlay12NC1m\
    bGFzaEBkZWVwc2VlayxkZWVwc2Vlay9kZWVwc2Vlay12NC4xLWZsYXNoQGRlZXBzZWVrLGRlZXBzZWVrL2RlZXBzZWVrLXY0LXByb0BkZWVwc2Vl\
    a3wXvQ2iAQAAAAHIAAEABwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAYAAAAAAAAAAAAAAAAAAAAWjwAAAAAAAACAAAAAAAAAAMAAAAA\
    AAAAIwBkZWVwc2Vlay9kZWVwc2Vlay12NC1mbGFzaEBkZWVwc2VlaxoAZGVlcHNlZWsvZGVlcHNlZWstdjQtZmxhc2gIAGRlZXBzZWVrAAD//w==
    """,
    """
    AQAAAMYCAAACAAAAAAAAAPCM+mtrw10toQAAAAAAAABIaLDHjVt5kgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHGKiRe9DaIBGFkm3y+6laiJF70N\
    ogEAAFaA7QQAAAAALVEAAAJfAACDq/c0/h5FL1JBYWdpx+IebzEgbBB0mNecVtms2hcoOwH///////8GAG9wZW5haRAAY2hhdF9jb21wbGV0aW9u\
    cwwAcHJvZHVjdGl2aXR5CABtb2RlcmF0ZQYAaHlicmlkBgBoZWFkZXL//yEAZGVlcHNlZWsvZGVlcHNlZWstdjQtcHJvQGRlZXBzZWVrowF7Imhl\
    YWRlclVzZUNhc2UiOiJwcm9kdWN0aXZpdHkiLCJyZXF1ZXN0ZWRNb2RlbCI6ImF1dG8iLCJ2ZXJkaWN0Ijp7ImRvbWFpbiI6ImdlbmVyYWwiLCJj\
    ZXJ0YWludHkiOiJub25lIiwic2NvcmVNaWxsaSI6MzQ1LCJzdGFnZSI6ImxleGljYWwsIG5vIGVuY29kZXIiLCJ2ZXJzaW9uIjoiMjAyNi0xMS0y\
    NCIsInBpbkNlcnRhaW50eSI6Im5vbmUiLCJwaW5TY29yZU1pbGxpIjoxMTEsInRocmVzaG9sZE1pbGxpIjo4MDgsInN0YWtlcyI6InJvdXRpbmUi\
    LCJkaWZmaWN1bHR5TWlsbGkiOjMxOX0sImVuZHBvaW50IjoiY2hhdCIsIm5lZWRzIjowLCJ3aXJlRGlhbGVjdCI6Im9wZW5haSIsInByb21wdFRv\
    a2VucyI6NiwicHJvbXB0VG9rZW5Cb3VuZCI6NjAzLCJjaG9pY2VzIjoxLCJhdCI6MTc5NTUyNjgyNTg2NSwidW5hdmFpbGFibGUiOltdfWkAZGVl\
    cHNlZWsvZGVlcHNlZWstdjQtcHJvQGRlZXBzZWVrLG9wZW5haS9ncHQtNi4xLXRlcnJhQG9wZW5haSxvcGVuYWkvZ3B0LTQuMUBvcGVuYWksb3Bl\
    bmFpL2dwdC01LjFAb3BlbmFp
    """,
  ]

  /// A request under way as the version before hold-outs left it.
  private static let gated = """
    AQAAAOYAAAABAAAAAAAAAFZtOyHkDFqAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACQI3mrFDqIBZNyu4o11pOcA/kYI\
    ogEAAAkAAAAAAAAALFEAAAJfAAAQMlR2mLrc/qGhoaGhoaGhsrKysrKysrLDw8PDw8PDwwH//wQAYWNtZQgAcGVyc29uYWwJAGFudGhyb3BpYwgA\
    bWVzc2FnZXMDAGNybQcAcm91dGluZQQAb3BlbgYAaGVhZGVyAwBsYXcGAG1AcC9VUyYAeyJhdCI6MSwia2V5VXNlQ2FzZSI6Imdyw7bDn2Ug5Lit\
    5paHIn0KAG1AcC9VUyxtQHEpAAAAAAAAAA8AY3JtQGFjbWU6bUBwL1VT
    """

  /// A journal of the first version, with sixteen slots of 2 KiB.
  private static func journal(_ slots: [String]) throws -> Data {
    var journal = Data("STLJRNL1".utf8)
    for number in [1, 2048, 16, 4711] as [UInt32] {
      withUnsafeBytes(of: number.littleEndian) { journal.append(contentsOf: $0) }
    }
    journal.append(Data(count: 4096 + 16 * 2048 - journal.count))
    for (number, text) in slots.enumerated() {
      let slot = try #require(Data(base64Encoded: text))
      let start = 4096 + number * 2048
      journal.replaceSubrange(start..<(start + slot.count), with: slot)
    }
    return journal
  }

  @Test("an empty journal of the first version is replaced, and one of a later version is left as it is")
  func otherJournals() throws {
    let place = try TemporaryLedger()
    try Self.journal([]).write(to: URL(filePath: place.journalPath))
    let ledger = try place.open()
    #expect(ledger.recovery.isClean)
    #expect(throws: Never.self) { try ledger.hold(nil, 1) }
    ledger.close()
    let later = try TemporaryLedger()
    var journal = try Self.journal(Self.slots)
    journal[8] = 9
    try journal.write(to: URL(filePath: later.journalPath))
    #expect { try later.open() } throws: { ($0 as? LedgerError)?.message.contains("another version") == true }
    #expect(try Data(contentsOf: URL(filePath: later.journalPath)) == journal)
  }

  @Test("a database from before bills gets their table, and its rows are their own bills")
  func bills() throws {
    let place = try TemporaryLedger()
    let first = try place.open()
    let old = RecordTests.draft(first.makeID())
    first.settle(try first.hold(key: nil, amount: .zero, draft: old), outcome: RecordTests.outcome)
    first.close()
    try place.takeBack("8 bills of attempts", "DROP TABLE attempt_bills")
    try place.takeBack("9 refusals in sums, rows set aside", "DROP TABLE refusals; DROP TABLE rows_set_aside")
    let ledger = try place.open()
    let row = try #require(try ledger.reader.decision(old.id))
    #expect(row.outcome.bills.map(\.offer) == ["m@q"] && row.outcome.bills.first?.cost == NanoDollars(77))
    #expect(try ledger.reader.spend(by: .offer).map(\.cost) == [NanoDollars(77)])
  }

  @Test("a journal from before hold-outs is recovered with its gate, and no chance is made up")
  func gatedJournal() throws {
    let place = try TemporaryLedger()
    try Self.journal([Self.gated]).write(to: URL(filePath: place.journalPath))
    let ledger = try place.open()
    #expect(ledger.recovery.interrupted == 1 && ledger.recovery.damaged.isEmpty)
    let row = try #require(try ledger.reader.decisions(last: 2).first)
    #expect(row.draft.gate == "crm@acme:m@p/US" && row.draft.evidence == 41)
    #expect(row.draft.propensity == nil && row.draft.lot == nil)
  }

  @Test("a database from before hold-outs gets their columns, and its rows have no chance")
  func chances() throws {
    let place = try TemporaryLedger()
    let first = try place.open()
    let old = RecordTests.draft(first.makeID())
    first.settle(try first.hold(key: nil, amount: .zero, draft: old), outcome: RecordTests.outcome)
    first.close()
    try place.takeBack(
      "5 chances of choices", "ALTER TABLE decisions DROP COLUMN propensity; ALTER TABLE decisions DROP COLUMN lot;")
    #expect { try Ledger.openReader(path: place.path) } throws: { ($0 as? LedgerError)?.code == .cannotOpen }
    let ledger = try place.open()
    let row = try #require(try ledger.reader.decision(old.id))
    #expect(row.draft.gate == old.gate && row.draft.propensity == nil && row.draft.lot == nil)
    #expect(try ledger.evidence.lots(of: "crm@acme:m@p/US").isEmpty)
    let draft = RecordTests.draft(ledger.makeID())
    ledger.settle(try ledger.hold(key: nil, amount: NanoDollars(90), draft: draft), outcome: RecordTests.outcome)
    ledger.flush()
    for (key, rating) in [("a", 1), ("b", 0)] {
      try ledger.evidence.add(Feedback(decision: draft.id, keyID: key, rating: rating, comment: nil, at: noon))
    }
    let lot = try #require(try ledger.evidence.lots(of: "crm@acme:m@p/US").first)
    #expect(lot.decision == draft.id && lot.lot == draft.lot && lot.propensityPPM == draft.propensity)
    #expect(lot.rating == 0.5 && lot.cost == NanoDollars(77) && lot.held == NanoDollars(90) && lot.evidence == 41)
  }

  @Test("a journal from before gates is recovered, row by row")
  func journal() throws {
    let place = try TemporaryLedger()
    try Self.journal(Self.slots).write(to: URL(filePath: place.journalPath))
    let ledger = try place.open()
    #expect(ledger.recovery.settled == 1)
    #expect(ledger.recovery.interrupted == 1)
    #expect(ledger.recovery.damaged.isEmpty)
    let rows = try ledger.reader.decisions(last: 9)
    #expect(rows.map(\.draft.useCase) == ["crm", "productivity"])
    #expect(rows.map(\.outcome.status) == [.ok, .interrupted])
    #expect(
      rows.first?.draft.order
        == "deepseek/deepseek-v4-flash@deepseek,deepseek/deepseek-v4.1-flash@deepseek,deepseek/deepseek-v4-pro@deepseek"
    )
    for row in rows {
      #expect(row.draft.gate == nil)
      #expect(row.draft.evidence == nil)
      #expect(row.draft.request.hasSuffix(#""unavailable":[]}"#))
    }
  }

  @Test("a database from before gates gets their columns, and its rows stay")
  func database() throws {
    let place = try TemporaryLedger()
    let first = try place.open()
    let hold = try first.hold(nil, 7)
    first.settle(hold, 3)
    first.close()
    try place.takeBack(
      "3 gates of decisions", "ALTER TABLE decisions DROP COLUMN gate; ALTER TABLE decisions DROP COLUMN evidence;")
    #expect { try Ledger.openReader(path: place.path) } throws: { ($0 as? LedgerError)?.code == .cannotOpen }
    let ledger = try place.open()
    let row = try #require(try ledger.reader.decision(hold.id))
    #expect(row.charged == NanoDollars(3))
    #expect(row.draft.gate == nil)
    let draft = RecordTests.draft(ledger.makeID())
    ledger.settle(try ledger.hold(key: nil, amount: .zero, draft: draft), outcome: RecordTests.outcome)
    ledger.flush()
    #expect(try ledger.reader.decision(draft.id)?.draft.gate == draft.gate)
  }
}

extension TemporaryLedger {
  /// Makes the database one of the version before a migration.
  func takeBack(_ migration: String, _ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { db in
      try db.execute(sql: sql)
      try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = ?", arguments: [migration])
    }
    try queue.close()
  }
}
