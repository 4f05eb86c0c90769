import Catalog
import Foundation
import Ledger
import Testing

/// A process that holds and settles until it is killed, and says what was done once it was.
private struct CrashingChild {
  private let process = Process()
  private let pipe = Pipe()
  private var rest = Data()

  /// Lines that it has said: `H id amount` once a hold was made, `S id cost` once it was settled.
  private(set) var holds: [String: Int64] = [:]
  private(set) var settled: [String: Int64] = [:]

  init(path: String, keyID: String, seed: UInt64) throws {
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "LedgerCrashChild")
    process.arguments = [path, keyID, "\(seed)"]
    process.standardOutput = pipe
    try process.run()
  }

  /// Reads until so many settlements are known, kills the process, and reads what it said before it died.
  mutating func run(killAfter settlements: Int) {
    while settled.count < settlements, read() {}
    kill(process.processIdentifier, SIGKILL)
    while read() {}
    process.waitUntilExit()
  }

  var wasKilled: Bool { process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL }

  private mutating func read() -> Bool {
    let data = pipe.fileHandleForReading.availableData
    guard !data.isEmpty else { return false }
    rest += data
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let words = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
      rest = Data(rest[(end + 1)...])
      guard words.count == 3, let amount = Int64(words[2]) else { continue }
      if words[0] == "H" { holds[String(words[1])] = amount } else { settled[String(words[1])] = amount }
    }
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
        #expect(byID[id]?.first?.outcome.cost == NanoDollars(cost), "round \(round): \(id)")
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
}
