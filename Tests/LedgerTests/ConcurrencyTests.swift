import Catalog
import Dispatch
import Ledger
import Synchronization
import Testing

@Suite("Many requests at once")
struct ConcurrencyTests {
  @Test("no cap is ever overspent, whatever the order", arguments: [UInt64(1), 2, 3, 4])
  func neverOverspent(seed: UInt64) throws {
    let ledger = try TemporaryLedger().open(slots: 256)
    var generator = SeededGenerator(seed: seed)
    let keys = try (0..<4).map { number in
      func cap() -> NanoDollars? {
        Bool.random(using: &generator) ? NanoDollars(.random(in: 0...4000, using: &generator)) : nil
      }
      return try ledger.createKey(
        tenant: "t\(number)", caps: Caps(day: cap(), month: cap(), total: NanoDollars(5000))
      ).key
    }
    let spent = Mutex<[String: Int64]>([:])
    let breaches = Atomic<Int>(0)
    let refused = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      var generator = SeededGenerator(seed: seed &* 1000 &+ UInt64(thread))
      for _ in 0..<400 {
        guard let key = keys.randomElement(using: &generator) else { continue }
        let amount = Int64.random(in: 0...90, using: &generator)
        do {
          let hold = try ledger.hold(key, amount)
          for standing in ledger.standing(of: key, at: noon) {
            if let cap = standing.cap, standing.spent + standing.held > cap { breaches.add(1, ordering: .relaxed) }
          }
          let cost = Int64.random(in: 0...amount, using: &generator)
          ledger.settle(hold, cost)
          spent.withLock { $0[key.id, default: 0] += cost }
        } catch { refused.add(1, ordering: .relaxed) }
      }
    }
    #expect(breaches.load(ordering: .relaxed) == 0, "seed \(seed)")
    #expect(refused.load(ordering: .relaxed) > 0, "seed \(seed): the caps were never met")
    ledger.flush()
    let rows = try ledger.reader.decisions(last: 10_000)
    for key in keys {
      let expected = spent.withLock { $0[key.id] ?? 0 }
      #expect(ledger.sums(key) == [expected, 0], "seed \(seed)")
      #expect(rows.filter { $0.keyID == key.id }.reduce(0) { $0 + $1.charged.amount } == expected, "seed \(seed)")
      for standing in ledger.standing(of: key, at: noon) { #expect(standing.spent <= standing.cap ?? standing.spent) }
    }
  }

  @Test("a full journal refuses at once and takes requests again when the rows are written")
  func full() throws {
    let ledger = try TemporaryLedger().open(slots: 8)
    let holds = try (0..<8).map { _ in try ledger.hold(nil, 1) }
    let ninth = Result { () throws(HoldRefusal) in try ledger.hold(nil, 1) }
    guard case .failure(.unavailable(let reason)) = ninth else {
      Issue.record("the ninth request of eight places was \(ninth)")
      return
    }
    #expect(reason.contains("8 requests"))
    for hold in holds { ledger.settle(hold, 1) }
    ledger.flush()
    #expect(throws: Never.self) { try ledger.hold(nil, 1) }
  }
}
