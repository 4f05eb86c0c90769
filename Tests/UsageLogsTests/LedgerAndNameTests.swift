import Catalog
import Testing

@testable import UsageLogs

private struct ScriptedRow: LedgerRow {
  var texts: [String: String] = [:]
  var integers: [String: Int64] = [:]
  func text(_ column: String) -> String? { texts[column] }
  func integer(_ column: String) -> Int64? { integers[column] }
}

@Suite("The ledger's own rows") struct LedgerRowTests {
  @Test("every column has its place, and a refusal is no call")
  func row() {
    let names = LogNames()
    let rows = LedgerRows(names: names)
    var call = LoggedCall()
    let row = ScriptedRow(
      texts: [
        "id": "01J", "key_id": "k", "tenant": "acme", "use_case": "crm", "served_model": "kimi-k3", "provider": "f",
        "status": "cut",
      ],
      integers: [
        "number": 7, "started_at": 1, "finished_at": 1_795_132_800_000, "input": 1, "cache_read": 2,
        "cache_write_5m": 3, "cache_write_1h": 4, "output": 5, "reasoning": 6, "cost_nano": 9,
      ])
    #expect(rows.read(row, into: &call))
    #expect(
      seen(call, names)
        == SeenCall(
          row: 7, at: "2026-11-20T00:00:00.000Z",
          usage: TokenUsage(input: 1, cacheRead: 2, cacheWriteShort: 3, cacheWriteLong: 4, output: 5, reasoning: 6),
          nano: 9, succeeded: false, model: "kimi-k3", provider: "f", key: "k", team: "acme", label: "crm"))
    #expect(!rows.read(ScriptedRow(texts: ["status": "refused"]), into: &call))
    #expect(rows.read(ScriptedRow(integers: ["input": -5, "number": 1]), into: &call))
    #expect(call.usage.input == 0)
  }
}

@Suite("Names") struct NameTests {
  @Test("a name keeps its number, also in a later run")
  func numbers() {
    let names = LogNames()
    let first = names.number(of: "a")
    #expect(names.number(of: "b") != first)
    #expect(names.number(of: "a") == first)
    #expect(names[first] == "a")
    #expect(names[.none].isEmpty)
    let later = LogNames(restoring: names.all)
    #expect(later.number(of: "b") == names.number(of: "b"))
  }

  @Test("names beyond the limit are one")
  func limit() {
    let names = LogNames(limit: 10)
    let numbers = (0..<100).map { names.number(of: "n\($0)") }
    #expect(names.all.count == 10)
    #expect(names[numbers[99]] == LogNames.other)
    #expect(names[numbers[0]] == "n0")
  }

  @Test("a worker's memory gives the shared numbers, whatever it has forgotten")
  func cache() {
    let names = LogNames(limit: 3000)
    var cache = NameCache(names)
    for round in 0..<3 {
      for index in 0..<4000 {
        let bytes = Array("name-\(index)".utf8)
        let number = bytes.withView(bytes.count) { cache.number(of: $0) }
        #expect(names[number] == (index < 2998 ? "name-\(index)" : LogNames.other), "round \(round)")
      }
    }
  }

  @Test("long names are cut at a character")
  func long() {
    let names = LogNames()
    var cache = NameCache(names)
    let bytes = Array(("a" + String(repeating: "ü", count: 400)).utf8)
    let number = bytes.withView(bytes.count) { cache.number(of: $0) }
    #expect(names[number] == "a" + String(repeating: "ü", count: 127))
  }
}
