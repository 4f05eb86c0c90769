import Catalog
import Foundation
import Ledger
import Testing

/// The one that makes room is this process; the one that takes its place is a process of its own.
@Suite("Handing the ledger to another process")
struct HandoverTests {
  @Test("what is under way counts in the new process until it is charged, and the cap is one cap throughout")
  func counts() throws {
    let place = try TemporaryLedger()
    let ledger = try place.open()
    let key = try ledger.createKey(tenant: "acme", caps: Caps(total: NanoDollars(1_000))).key
    ledger.settle(try ledger.hold(key, 100), 80)
    let (dear, cheap) = (try ledger.hold(key, 300), try ledger.hold(key, 200))
    var successor = try CrashChild(["adopt", place.path, key.id], descriptor: try ledger.seal())
    #expect(successor.line() == "OPEN")
    ledger.handOver()
    #expect(successor.line() == "ACCOUNT 80 500")
    ledger.settle(dear, 250)
    #expect(successor.line() == "ACCOUNT 330 200")
    ledger.settle(cheap, 10)
    #expect(successor.line() == "ACCOUNT 340 0")
    ledger.close()
    #expect(["ALONE", "REST 660", "FULL"].allSatisfy { successor.line() == $0 })
    successor.finish()
    let after = try place.open()
    #expect(after.recovery.isClean)
    #expect(after.sums(key) == [340, 0])
    #expect(try after.reader.decisions(last: 10).count == 4)
    after.close()
  }

  @Test("a hold that has grown, and what is settled but not yet a row, are taken over as they are")
  func grown() throws {
    let place = try TemporaryLedger()
    let ledger = try place.open(gathering: .seconds(3600))
    let key = try ledger.createKey(tenant: "acme", caps: Caps(total: NanoDollars(1_000))).key
    let hold = try ledger.grow(try ledger.hold(key, 100), key: key, to: NanoDollars(400))
    let other = try ledger.hold(key, 50)
    let lock = try ledger.seal()
    // No row is written between `seal` and `handOver`, so that this one is found in the journal.
    ledger.settle(other, 20)
    var successor = try CrashChild(["adopt", place.path, key.id], descriptor: lock)
    #expect(successor.line() == "OPEN")
    #expect(successor.line() == "ACCOUNT 0 450")
    ledger.handOver()
    ledger.flush()
    #expect(successor.line() == "ACCOUNT 20 400")
    ledger.settle(hold, 390)
    ledger.close()
    #expect(["ACCOUNT 410 0", "ALONE", "REST 590", "FULL"].allSatisfy { successor.line() == $0 })
    successor.finish()
  }

  @Test("what the old process never ended is charged at what was held, by the new one")
  func interrupted() throws {
    let place = try TemporaryLedger()
    let ledger = try place.open()
    let key = try ledger.createKey(tenant: "acme", caps: Caps(total: NanoDollars(1_000))).key
    let (told, untold) = (try ledger.hold(key, 300), try ledger.hold(key, 200))
    ledger.note(told, told: NanoDollars(120))
    var successor = try CrashChild(["adopt", place.path, key.id], descriptor: try ledger.seal())
    #expect(successor.line() == "OPEN")
    #expect(successor.line() == "ACCOUNT 0 500")
    ledger.handOver()
    // As at its end by force: the journal keeps what is held, and its lock goes.
    ledger.close()
    #expect(["ACCOUNT 320 0", "ALONE", "REST 680", "FULL"].allSatisfy { successor.line() == $0 })
    successor.finish()
    let reader = try Ledger.openReader(path: place.path)
    #expect(try reader.decision(told.id)?.outcome.status == .interrupted)
    #expect(try reader.decision(untold.id)?.outcome.cost == NanoDollars(200))
  }

  @Test("a sealed ledger holds nothing more, and all is as before when nobody takes it")
  func unsealed() throws {
    let place = try TemporaryLedger()
    let ledger = try place.open()
    let key = try ledger.createKey(tenant: "acme", caps: Caps(total: NanoDollars(1_000))).key
    let hold = try ledger.hold(key, 100)
    _ = try ledger.seal()
    #expect(throws: HoldRefusal.handedOver) { try ledger.hold(key, 1) }
    #expect(throws: HoldRefusal.handedOver) { try ledger.grow(hold, key: key, to: NanoDollars(200)) }
    #expect { try Ledger.open(path: place.path) } throws: { ($0 as? LedgerError)?.code == .alreadyOpen }
    ledger.unseal()
    ledger.settle(hold, 60)
    ledger.settle(try ledger.hold(key, 5), 5)
    ledger.flush()
    #expect(ledger.sums(key) == [65, 0])
    ledger.close()
  }

  @Test("a third process is refused while two share the ledger, and when the new one was killed until the old one ends")
  func third() throws {
    let place = try TemporaryLedger()
    let ledger = try place.open()
    let key = try ledger.createKey(tenant: "acme", caps: Caps(total: NanoDollars(1_000))).key
    let hold = try ledger.hold(key, 300)
    var successor = try CrashChild(["adopt", place.path, key.id], descriptor: try ledger.seal())
    #expect(successor.line() == "OPEN")
    ledger.handOver()
    func isRefused() throws -> Bool {
      var child = try CrashChild(["open", place.path])
      let line = child.line()
      child.finish()
      return line?.hasPrefix("REFUSED another steelyard") == true
    }
    #expect(try isRefused())
    successor.kill()
    successor.wait()
    #expect(try isRefused())
    ledger.settle(hold, 40)
    ledger.close()
    let after = try place.open()
    #expect(after.sums(key) == [40, 0])
    after.close()
    let names = try FileManager.default.contentsOfDirectory(atPath: place.folder).sorted()
    #expect(names == ["ledger.db", "ledger.db-keys"])
  }
}
