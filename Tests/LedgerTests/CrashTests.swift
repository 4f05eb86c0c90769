import Catalog
import Foundation
import Ledger
import Testing

/// A process that holds and settles until it is killed, and says what was done once it was.
private struct CrashingChild {
  private var child: CrashChild

  /// Lines that it has said: `H id amount` once a hold was made, `S id cost` once it was settled.
  private(set) var holds: [String: Int64] = [:]
  private(set) var settled: [String: Int64] = [:]

  init(path: String, keyID: String, seed: UInt64) throws {
    child = try CrashChild(["settle", path, keyID, "\(seed)"])
  }

  /// Reads until so many settlements are known, kills the process, and reads what it said before it died.
  mutating func run(killAfter settlements: Int) {
    while settled.count < settlements, read() {}
    child.kill()
    while read() {}
    child.wait()
  }

  var wasKilled: Bool { child.wasKilled }

  private mutating func read() -> Bool {
    guard let words = child.line()?.split(separator: " ") else { return false }
    guard words.count == 3, let amount = Int64(words[2]) else { return true }
    if words[0] == "H" { holds[String(words[1])] = amount } else { settled[String(words[1])] = amount }
    return true
  }
}

@Suite("kill -9", .serialized)
struct CrashTests {
  @Test("whatever the moment, nothing that was settled is lost, nothing counts twice, nothing stays held")
  func killed() throws {
    let place = try TemporaryLedger()
    var ledger = try place.open(slots: 512)
    let cap = NanoDollars(2_000_000)
    let key = try ledger.createKey(tenant: "acme", caps: Caps(day: cap, total: cap)).key
    ledger.close()
    var generator = SeededGenerator(seed: 20_261_123)
    var known: [String: Int64] = [:]
    var interrupted = 0
    for round in 0..<20 {
      var child = try CrashingChild(path: place.path, keyID: key.id, seed: UInt64(round))
      child.run(killAfter: Int.random(in: 1...400, using: &generator))
      #expect(child.wasKilled, "round \(round)")

      ledger = try place.open()
      #expect(ledger.recovery.damaged.isEmpty, "round \(round): \(ledger.recovery)")
      interrupted += ledger.recovery.interrupted
      let rows = try ledger.reader.decisions(last: 1_000_000)
      let byID = Dictionary(grouping: rows) { $0.draft.id.description }
      #expect(byID.count == rows.count, "round \(round): a row occurs twice")
      for (id, cost) in child.settled {
        let outcome = byID[id]?.first?.outcome
        #expect(outcome?.cost == NanoDollars(cost), "round \(round): \(id)")
        #expect(outcome?.bills.map(\.offer) == ["a@x", "b@y"], "round \(round): \(id)")
        known[id] = cost
      }
      for (id, amount) in child.holds {
        #expect((byID[id]?.first?.charged.amount ?? .max) <= amount, "round \(round): \(id)")
      }
      for (id, cost) in known { #expect(byID[id]?.first?.charged.amount == cost, "round \(round): \(id)") }
      let sum = rows.reduce(0) { $0 + $1.charged.amount }
      #expect(ledger.sums(key) == [sum, 0], "round \(round)")
      #expect(sum <= cap.amount, "round \(round)")
      ledger.close()
    }
    #expect(known.count > 1000)
    #expect(interrupted > 0, "no request was ever under way: the test shows nothing")
    ledger = try place.open()
    #expect(ledger.recovery.isClean)
  }

  @Test(
    "a request under way is charged what it was last told, at most what was held",
    arguments: [([30, 70, 65], 65), ([], 100), ([250], 100), ([0, -5], 100)] as [([Int64], Int64)])
  func told(told: [Int64], charged: Int64) throws {
    let place = try TemporaryLedger()
    var ledger = try place.open()
    let key = try ledger.createKey(tenant: "acme", caps: Caps(total: NanoDollars(500))).key
    ledger.close()
    var child = try CrashChild(["note", place.path, key.id, "100"] + told.map { "\($0)" })
    let id = try #require(child.line().flatMap { DecisionID($0.dropFirst(2).description) })
    child.kill()
    child.wait()
    ledger = try place.open()
    let row = try #require(try ledger.reader.decision(id))
    #expect(row.outcome.status == .interrupted && row.charged == NanoDollars(charged))
    #expect(row.outcome.error?.contains(charged < 100 ? "when it was last noted" : "what was held") == true)
    #expect(ledger.sums(key) == [charged, 0])
  }
}
