import Catalog
import Foundation
import GRDB
import Ledger
import Testing

@Suite("Bills of attempts")
struct BillTests {
  private static func bill(_ model: String, _ cost: Int64?, _ why: String = "ok", tokens: Int = 10) -> AttemptBill {
    AttemptBill(
      offer: "\(model)@p", model: model, provider: "p", usage: TokenUsage(input: tokens, output: 1),
      cost: cost.map { NanoDollars($0) }, why: why)
  }

  @discardableResult
  private static func add(
    _ ledger: Ledger, _ key: KeyRecord?, held: Int64 = 1000, _ change: (inout RequestOutcome) -> Void
  ) throws -> DecisionID {
    var draft = DecisionDraft(id: ledger.makeID(), startedAt: noon)
    draft.useCase = "crm"
    var outcome = RequestOutcome(status: .ok, finishedAt: noon)
    change(&outcome)
    ledger.settle(try ledger.hold(key: key, amount: NanoDollars(held), draft: draft), outcome: outcome)
    return draft.id
  }

  @Test("money counts where it was spent, and comes to what the accounts say in every grouping")
  func groups() throws {
    let ledger = try TemporaryLedger().open()
    let key = try ledger.createKey(tenant: "acme").key
    // A stream of the dear model broke off, the cheap one served.
    try Self.add(ledger, key) { outcome in
      outcome.charge([Self.bill("dear", 600, "timeout:idle"), Self.bill("cheap", 3)])
      outcome.servedOffer = "cheap@p"
      outcome.servedModel = "cheap"
      outcome.provider = "p"
    }
    // A row without bills of its own.
    try Self.add(ledger, key) { outcome in
      outcome.servedOffer = "dear@p"
      outcome.servedModel = "dear"
      outcome.provider = "p"
      outcome.usage = TokenUsage(input: 7, output: 2)
      outcome.cost = NanoDollars(40)
    }
    // All attempts failed, one was billed.
    try Self.add(ledger, key) { outcome in
      outcome.status = .upstreamError
      outcome.charge([Self.bill("dear", 5, "malformed")])
    }
    ledger.flush()
    let reader = ledger.reader
    let models = try reader.spend(by: .model)
    #expect(models.map(\.group) == ["dear", "cheap"])
    #expect(models.map(\.cost.amount) == [645, 3])
    #expect(models.map(\.requests) == [2, 1])
    #expect(models.map(\.promptTokens) == [27, 10])
    for grouping in SpendGrouping.allCases {
      let rows = try reader.spend(by: grouping)
      #expect(rows.reduce(0) { $0 + $1.cost.amount } == 648, "\(grouping)")
      #expect(rows.reduce(0) { $0 + $1.requests } == 3, "\(grouping)")
    }
    #expect(ledger.sums(key) == [648, 0])
    var bills: [String] = []
    try reader.forEachBill(columns: ["served_offer", "cost_nano", "use_case"]) { row in
      bills.append("\(row.text("served_offer") ?? "") \(row.integer("cost_nano") ?? 0) \(row.text("use_case") ?? "")")
    }
    #expect(bills == ["dear@p 600 crm", "cheap@p 3 crm", "dear@p 40 crm", "dear@p 5 crm"])
  }

  @Test("a bill that the row says itself takes no room, and comes back")
  func implied() throws {
    let place = try TemporaryLedger()
    let ledger = try place.open()
    let id = try Self.add(ledger, nil) { outcome in
      outcome.charge([Self.bill("cheap", 3)])
      outcome.servedOffer = "cheap@p"
      outcome.servedModel = "cheap"
      outcome.provider = "p"
    }
    ledger.flush()
    #expect(try ledger.reader.decision(id)?.outcome.bills == [Self.bill("cheap", 3)])
    let stored = try DatabaseQueue(path: place.path).read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM attempt_bills")
    }
    #expect(stored == 0)
  }

  @Test("the sum of bills is unknown when one is, and then no grouping counts any of them")
  func unknown() throws {
    let ledger = try TemporaryLedger().open()
    let key = try ledger.createKey(tenant: "acme").key
    try Self.add(ledger, key, held: 90) { $0.charge([Self.bill("dear", 600, "closed"), Self.bill("cheap", nil)]) }
    ledger.flush()
    let models = try ledger.reader.spend(by: .model)
    #expect(models.map(\.cost.amount) == [0, 0])
    #expect(models.map(\.unknownCost).sorted() == [0, 1])
    #expect(ledger.sums(key) == [90, 0], "the hold stays charged")
  }

  @Test("bills that do not come to the cost get one more that says so")
  func difference() throws {
    let ledger = try TemporaryLedger().open()
    let id = try Self.add(ledger, nil) { outcome in
      outcome.charge([Self.bill("dear", 600, "closed"), Self.bill("cheap", 30)])
      outcome.cost = NanoDollars(500)
    }
    ledger.flush()
    let bills = try #require(try ledger.reader.decision(id)).outcome.bills
    #expect(bills.map { $0.cost?.amount } == [600, 30, -130] && bills.last?.why == "difference")
    #expect(try ledger.reader.spend(by: .provider).reduce(0) { $0 + $1.cost.amount } == 500)
  }

  @Test("of very many bills the last takes in the rest, and no money is lost")
  func many() throws {
    let ledger = try TemporaryLedger().open()
    let id = try Self.add(ledger, nil, held: 1_000_000) { outcome in
      outcome.charge((1...300).map { Self.bill("m\($0)", Int64($0), "429") })
    }
    ledger.flush()
    let row = try #require(try ledger.reader.decision(id))
    #expect(row.outcome.cost == NanoDollars(45_150) && row.charged == NanoDollars(45_150))
    #expect(row.outcome.bills.count == 32 && row.outcome.bills.last?.why == "269 attempts")
    #expect(row.outcome.bills.reduce(0) { $0 + ($1.cost?.amount ?? 0) } == 45_150)
  }

  @Test("absurd token counts and costs end neither a row nor a sum")
  func absurd() throws {
    let place = try TemporaryLedger()
    var ledger = try place.open()
    let key = try ledger.createKey(tenant: "acme").key
    for _ in 0..<4 {
      try Self.add(ledger, key) { outcome in
        outcome.charge([Self.bill("liar", .max - 7, "ok", tokens: .max), Self.bill("cheap", 3)])
      }
    }
    ledger.flush()
    for grouping in SpendGrouping.allCases {
      let rows = try ledger.reader.spend(by: grouping)
      #expect(rows.contains { $0.isBeyondRange && $0.cost == NanoDollars(.max) }, "\(grouping)")
      var all = SpendRow(group: "all")
      for row in rows { all.add(row) }
      #expect(all.isBeyondRange && all.requests == 4)
    }
    #expect(ledger.trouble == nil)
    ledger.close()
    ledger = try place.open()
    #expect(ledger.sums(key) == [.max, 0])
    let traffic = try ledger.reader.traffic(useCase: "crm", since: Timestamp(milliseconds: 0))
    #expect(traffic.requests == 4 && traffic.promptTokens > 3_000_000_000_000)
  }
}
