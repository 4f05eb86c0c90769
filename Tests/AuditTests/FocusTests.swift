import Catalog
import Foundation
import Testing

@testable import Audit

@Suite("FOCUS export")
struct FocusTests {
  static func sample() -> FocusAccumulator {
    var focus = FocusAccumulator(catalog: SampleAudit.catalog, account: FocusAccount(id: "acme", name: "Acme, Inc."))
    let usage = TokenUsage(input: 1000, cacheRead: 500, output: 300, reasoning: 20)
    for number in 0..<3 {
      focus.add(
        FocusCall(
          at: SampleAudit.noon, offer: 0, usage: usage, paid: number == 0 ? nil : NanoDollars(20_000_001),
          useCase: "crm", key: "key \"1\"", team: "sales"))
    }
    focus.add(FocusCall(at: SampleAudit.noon, offer: 0, usage: TokenUsage(input: 150_000), useCase: "crm"))
    focus.add(FocusCall(at: SampleAudit.peak, offer: 4, usage: TokenUsage(input: 10, output: 1)))
    focus.add(FocusCall(at: SampleAudit.noon, offer: 4, usage: TokenUsage(input: 10, output: 1)))
    focus.add(
      FocusCall(
        at: SampleAudit.noon, offer: nil, model: "nobody/knows", provider: "Somebody", usage: TokenUsage(input: 7),
        paid: NanoDollars(1234)))
    focus.add(FocusCall(at: SampleAudit.noon, offer: nil, model: "nobody/knows", usage: TokenUsage(input: 7)))
    return focus
  }

  static func value(_ table: FocusTable, _ row: Int, _ column: FocusColumn) -> String? {
    table.columns.firstIndex(of: column.rawValue).flatMap { table.rows[row][$0] }
  }

  @Test("the export keeps every rule that a table can be checked for")
  func valid() { #expect(Self.sample().table().problems() == []) }

  @Test("each kind of token is a row with the exact list price, and costs that were paid are split to the nano-dollar")
  func amounts() throws {
    let table = Self.sample().table()
    func rows(_ where: (Int) -> Bool) -> [Int] { table.rows.indices.filter(`where`) }
    let paid = rows { Self.value(table, $0, .costBasis) == "logged" && Self.value(table, $0, .model) == "maker/best" }
    #expect(paid.map { Self.value(table, $0, .tokenKind) } == ["input", "cache_read", "output", "reasoning"])
    #expect(paid.map { Self.value(table, $0, .listCost) } == ["0.02", "0.001", "0.03", "0.002"])
    #expect(paid.map { Self.value(table, $0, .listUnitPrice) } == ["10.0", "1.0", "50.0", "50.0"])
    #expect(paid.map { Self.value(table, $0, .pricingQuantity) } == ["0.002", "0.001", "0.0006", "0.00004"])
    // 40,000,002 nano-dollars in the proportion 20 : 1 : 30 : 2.
    let costs = paid.map { Self.value(table, $0, .billedCost).flatMap { Double($0) } ?? 0 }
    #expect(abs(costs.reduce(0, +) - 0.040000002) < 1e-15)
    #expect(Self.value(table, paid[0], .billedCost) == "0.01509434")
    #expect(paid.map { Self.value(table, $0, .requestCount) } == ["2.0", nil, nil, nil])
    #expect(Self.value(table, paid[1], .cachedTokens) == "1000.0")
    #expect(Self.value(table, paid[0], .tags) == #"{"use_case":"crm","key":"key \"1\"","team":"sales"}"#)
    #expect(Self.value(table, paid[0], .billingPeriodEnd) == "2026-12-01T00:00:00Z")
    #expect(Self.value(table, paid[0], .chargePeriodEnd) == "2026-11-03T00:00:00Z")
  }

  @Test("other prices of a day are rows of their own, and money without a list price is its own unit")
  func prices() {
    let table = Self.sample().table()
    let flash = table.rows.indices.filter { Self.value(table, $0, .model) == "cn/flash" }
    #expect(flash.compactMap { Self.value(table, $0, .listUnitPrice) }.sorted() == ["0.02", "0.04", "0.04", "0.08"])
    #expect(flash.allSatisfy { Self.value(table, $0, .regionId) == "CN" })
    let long = table.rows.indices.first { Self.value(table, $0, .listUnitPrice) == "20.0" }
    #expect(
      long.flatMap { Self.value(table, $0, .skuPriceDetails) }?.contains("\"x_PromptTokensAbove\":\"100000\"") == true)
    let unlisted = table.rows.indices.first { Self.value(table, $0, .tokenKind) == "all" }
    #expect(unlisted.flatMap { Self.value(table, $0, .billedCost) } == "0.000001234")
    #expect(unlisted.flatMap { Self.value(table, $0, .providerName) } == "Somebody")
  }

  @Test("calls without any price cannot be written and are counted")
  func omitted() { #expect(Self.sample().omitted.rows == 1) }

  @Test("CSV and JSON hold the same values, with all digits")
  func formats() throws {
    let table = Self.sample().table()
    let lines = table.csv.split(separator: "\r\n", omittingEmptySubsequences: true)
    #expect(lines.count == table.rows.count + 1)
    #expect(lines[0] == FocusColumn.allCases.map(\.rawValue).joined(separator: ","))
    #expect(table.csv.contains(#""Acme, Inc.""#) && table.csv.contains(#""{""use_case"":""crm"",""#))
    let parsed = try JSONSerialization.jsonObject(with: Data(table.json.utf8)) as? [[String: Any]]
    #expect(parsed?.count == table.rows.count)
    #expect(parsed?.first?["BillingAccountName"] as? String == "Acme, Inc.")
    #expect(parsed?.first?["ChargeClass"] is NSNull)
    #expect(table.json.contains("\"BilledCost\":0.000001234"))
  }

  @Test(
    "what breaks a rule is found",
    arguments: [
      (FocusColumn.billedCost, nil, "must not be null"), (.billedCost, "1e-5", "not a plain decimal number"),
      (.billedCost, "$1", "not a plain decimal number"), (.billedCost, "+1", "not a plain decimal number"),
      (.chargeCategory, "Use", "must be one of"), (.chargeFrequency, nil, "must not be null"),
      (.chargePeriodStart, "2026-11-02", "not a time"), (.chargePeriodStart, "2026-11-02T00:00:00+01:00", "not a time"),
      (.chargePeriodEnd, "2026-11-01T00:00:00Z", "must be after"), (.billingCurrency, "usd", "must be one of"),
      (.consumedUnit, nil, "must be null exactly when"), (.pricingUnit, nil, "must be null exactly when"),
      (.listUnitPrice, nil, "must not be null for a charge"), (.listUnitPrice, "11", "must be ListUnitPrice times"),
      (.skuPriceId, nil, "must not be null for a charge"), (.serviceSubcategory, "LLM", "must be one of"),
      (.publisherName, " ", "null must be used"), (.tags, "a=b", "not a JSON object"),
      (.chargeClass, "Fix", "must be one of"), (.resourceType, nil, "must be null exactly when"),
      (.resourceName, "maker/best@maker", "must not repeat"),
    ] as [(FocusColumn, String?, String)])
  func broken(column: FocusColumn, value: String?, rule: String) throws {
    var table = Self.sample().table()
    let row = try #require(table.rows.indices.first { Self.value(table, $0, .listUnitPrice) == "10.0" })
    let place = try #require(table.columns.firstIndex(of: column.rawValue))
    table.rows[row][place] = value
    let found = table.problems()
    #expect(found.contains { $0.row == row + 1 && $0.rule.hasPrefix(rule) }, "\(found)")
  }

  @Test("missing, foreign and misplaced columns are found")
  func columns() {
    let table = Self.sample().table()
    for column in FocusColumn.mandatory {
      var cut = table
      let place = cut.columns.firstIndex(of: column.rawValue) ?? 0
      cut.columns.remove(at: place)
      for row in cut.rows.indices { cut.rows[row].remove(at: place) }
      #expect(cut.problems().contains { $0.row == 0 && $0.column == column.rawValue }, "\(column)")
    }
    var odd = table
    odd.columns[odd.columns.count - 1] = "Model"
    #expect(odd.problems().contains { $0.rule.hasPrefix("custom columns must come after") })
    var unknown = FocusTable(columns: ["Modell"], rows: [])
    unknown.columns.append("Modell")
    #expect(unknown.problems().contains { $0.rule.hasPrefix("not a FOCUS column") })
    #expect(unknown.problems().contains { $0.rule == "a column is there twice" })
  }

  @Test("amounts are split without losing or making a nano-dollar", arguments: [1, 7, -7, 1_000_003, Int64.max])
  func shares(amount: Int64) {
    for weights in [[1, 1, 1], [0, 0], [3, 0, 9_999_999_999_999_999], [Int128.max / 2, 1]] as [[Int128]] {
      let parts = Shares.of(NanoDollars(amount), weights: weights)
      #expect(parts.reduce(Int128(0)) { $0 + Int128($1.amount) } == Int128(amount))
    }
  }
}
