import Catalog
import Ledger
import Testing

@Suite("Spending")
struct SpendTests {
  // Two days, two use cases, two tenants; one cost unknown, one estimated, one refused.
  private static func fill(_ ledger: Ledger) throws -> [KeyRecord] {
    let keys = [try ledger.createKey(tenant: "acme").key, try ledger.createKey(tenant: "beta").key]
    func add(_ key: Int, _ useCase: String, _ model: String?, _ cost: Int64?, day: Int, status: RequestStatus = .ok)
      throws
    {
      var draft = DecisionDraft(id: ledger.makeID(), startedAt: Timestamp(year: 2026, month: 11, day: day))
      draft.tenant = keys[key].tenant
      draft.useCase = useCase
      var outcome = RequestOutcome(status: status, finishedAt: draft.startedAt)
      outcome.servedModel = model
      outcome.cost = cost.map { NanoDollars($0) }
      outcome.usage = model == nil ? nil : TokenUsage(input: 10, cacheRead: 1, output: 3, reasoning: 2)
      outcome.usageEstimated = cost == 400
      ledger.settle(try ledger.hold(key: keys[key], amount: NanoDollars(1000), draft: draft), outcome: outcome)
    }
    try add(0, "crm", "small", 100, day: 20)
    try add(0, "crm", "small", 50, day: 21)
    try add(1, "legal", "large", 400, day: 21)
    try add(1, "legal", "large", nil, day: 21)
    try add(0, "legal", nil, 0, day: 22, status: .refused)
    ledger.flush()
    return keys
  }

  @Test("sums are exact in every grouping")
  func groups() throws {
    let ledger = try TemporaryLedger().open()
    let keys = try Self.fill(ledger)
    func sums(_ grouping: SpendGrouping) throws -> [String: Int64] {
      let rows = try ledger.reader.spend(by: grouping)
      #expect(rows.reduce(0) { $0 + $1.requests } == 5)
      return Dictionary(uniqueKeysWithValues: rows.map { ($0.group, $0.cost.amount) })
    }
    #expect(try sums(.useCase) == ["crm": 150, "legal": 400])
    #expect(try sums(.model) == ["small": 150, "large": 400, "": 0])
    #expect(try sums(.tenant) == ["acme": 150, "beta": 400])
    #expect(try sums(.day) == ["2026-11-20": 100, "2026-11-21": 450, "2026-11-22": 0])
    #expect(try sums(.key) == [keys[0].id: 150, keys[1].id: 400])
  }

  @Test("unknown, estimated and refused ones are counted beside the sum, never in it")
  func counts() throws {
    let ledger = try TemporaryLedger().open()
    _ = try Self.fill(ledger)
    let rows = try ledger.reader.spend(by: .useCase)
    #expect(rows.map(\.group) == ["legal", "crm"], "the dearest first")
    let legal = try #require(rows.first)
    #expect([legal.requests, legal.unknownCost, legal.estimated, legal.refused, legal.interrupted] == [3, 1, 1, 1, 0])
    #expect([legal.promptTokens, legal.answerTokens] == [22, 10])
  }

  @Test("a time range includes its start and not its end")
  func range() throws {
    let ledger = try TemporaryLedger().open()
    _ = try Self.fill(ledger)
    let rows = try ledger.reader.spend(
      by: .day, since: Timestamp(year: 2026, month: 11, day: 21), until: Timestamp(year: 2026, month: 11, day: 22))
    #expect(rows.map(\.group) == ["2026-11-21"])
  }
}
