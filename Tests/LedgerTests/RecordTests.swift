import Catalog
import Ledger
import Testing

@Suite("Records")
struct RecordTests {
  static func draft(_ id: DecisionID) -> DecisionDraft {
    var draft = DecisionDraft(id: id, startedAt: noon)
    draft.tenant = "acme"
    draft.dataClass = "personal"
    draft.dialect = "anthropic"
    draft.endpoint = "messages"
    draft.stream = true
    draft.request = #"{"at":1,"keyUseCase":"größe 中文"}"#
    draft.policyHash = String(repeating: "a1", count: 32)
    draft.catalogHash = String(repeating: "b2", count: 32)
    draft.upstreamsHash = String(repeating: "c3", count: 32)
    draft.useCase = "crm"
    draft.stakes = "routine"
    draft.modelClass = "open"
    draft.source = "header"
    draft.pinnedBy = "law"
    draft.offer = "m@p/US"
    draft.order = "m@p/US,m@q"
    draft.gate = "crm@acme:m@p/US"
    draft.evidence = 41
    draft.propensity = 250_000
    draft.lot = 123_456_789_012
    draft.digest = 0xFEDC_BA98_7654_3210
    return draft
  }

  static var outcome: RequestOutcome {
    var outcome = RequestOutcome(status: .cut, finishedAt: Timestamp(milliseconds: noon.milliseconds + 1500))
    outcome.httpStatus = 200
    outcome.attempts = 2
    outcome.attemptLog = "m@p/US:429 m@q:200"
    outcome.servedOffer = "m@q"
    outcome.servedModel = "m"
    outcome.provider = "q"
    outcome.usage = TokenUsage(
      input: 1, cacheRead: 2, cacheWriteShort: 3, cacheWriteLong: 4, output: 5, reasoning: 6)
    outcome.usageEstimated = true
    outcome.cost = NanoDollars(77)
    outcome.bills = [
      AttemptBill(offer: "m@p/US", model: "m", provider: "p", cost: .zero, why: "429"),
      AttemptBill(
        offer: "m@q", model: "m", provider: "q", tier: "priority",
        usage: TokenUsage(input: 1, cacheRead: 2, cacheWriteShort: 3, cacheWriteLong: 4, output: 5, reasoning: 6),
        isEstimated: true, cost: NanoDollars(77), fees: NanoDollars(10), why: "closed"),
    ]
    outcome.error = "the stream broke off"
    outcome.timeToFirstToken = 210
    outcome.duration = 1500
    return outcome
  }

  @Test("every field comes back as it was given")
  func roundTrip() throws {
    let ledger = try TemporaryLedger().open()
    let key = try ledger.createKey(tenant: "acme").key
    let draft = Self.draft(ledger.makeID())
    for hash in [draft.policyHash, draft.catalogHash, draft.upstreamsHash] {
      #expect(try ledger.storeDocument(hash: hash, kind: "test", body: "body of \(hash)"))
      #expect(try !ledger.storeDocument(hash: hash, kind: "test", body: "body of \(hash)"))
    }
    let hold = try ledger.hold(key: key, amount: NanoDollars(100), draft: draft)
    ledger.settle(hold, outcome: Self.outcome)
    ledger.flush()
    let row = try #require(try ledger.reader.decision(draft.id))
    #expect(row.draft == draft)
    #expect(row.outcome == Self.outcome)
    #expect(row.keyID == key.id)
    #expect(row.held == NanoDollars(100))
    #expect(row.charged == NanoDollars(77))
    #expect(!row.overrun)
    #expect(try ledger.reader.document(hash: draft.policyHash)?.body == "body of \(draft.policyHash)")
    #expect(try ledger.reader.document(hash: "none") == nil)
  }

  @Test("what is not known comes back as not known")
  func absent() throws {
    let ledger = try TemporaryLedger().open()
    let draft = DecisionDraft(id: ledger.makeID(), startedAt: noon)
    let outcome = RequestOutcome(status: .refused, finishedAt: noon)
    #expect(ledger.record(key: nil, draft: draft, outcome: outcome))
    ledger.flush()
    let row = try #require(try ledger.reader.decision(draft.id))
    #expect(row.draft == draft)
    #expect(row.outcome == outcome)
    #expect(row.keyID == nil)
    #expect(row.held == .zero)
    #expect(try ledger.reader.decision(ledger.makeID()) == nil)
  }

  @Test("a closed gate is told from none")
  func gates() throws {
    let ledger = try TemporaryLedger().open()
    var closed = Self.draft(ledger.makeID())
    closed.evidence = nil
    closed.propensity = 1_000_000
    closed.lot = nil
    ledger.settle(try ledger.hold(key: nil, amount: .zero, draft: closed), outcome: Self.outcome)
    ledger.flush()
    let row = try #require(try ledger.reader.decision(closed.id))
    #expect(row.draft.gate == closed.gate)
    #expect(row.draft.evidence == nil)
    #expect(row.draft.propensity == 1_000_000 && row.draft.lot == nil)
  }

  @Test("the latest come last, and those after a given one can be asked for")
  func tail() throws {
    let ledger = try TemporaryLedger().open()
    let ids = try (0..<5).map { _ in
      let hold = try ledger.hold(nil, 1)
      ledger.settle(hold, 1)
      ledger.flush()
      return hold.id
    }
    let reader = ledger.reader
    #expect(try reader.decisions(last: 2).map(\.draft.id) == Array(ids[3...]))
    #expect(try reader.decisions(after: ids[1], last: 2).map(\.draft.id) == Array(ids[2...3]))
    #expect(try reader.decisions(after: ids[4], last: 2).isEmpty)
  }

  @Test("a reader beside the gateway sees what is written, and cannot open what is not there")
  func beside() throws {
    let place = try TemporaryLedger()
    #expect { try Ledger.openReader(path: place.path) } throws: { ($0 as? LedgerError)?.code == .noLedger }
    let ledger = try place.open()
    let reader = try Ledger.openReader(path: place.path)
    let hold = try ledger.hold(nil, 1)
    ledger.settle(hold, 1)
    ledger.flush()
    #expect(try reader.decisions(last: 5).map(\.draft.id) == [hold.id])
    ledger.close()
    #expect(try reader.decisions(last: 5).count == 1)
  }
}
