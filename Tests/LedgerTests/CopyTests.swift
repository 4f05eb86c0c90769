import Catalog
import Foundation
import GRDB
import Ledger
import Testing

@Suite("Copies of a ledger")
struct CopyTests {
  private static func names(_ place: TemporaryLedger) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: place.folder).sorted()
  }

  @Test("a clean stop leaves one file, which is the whole ledger")
  func oneFile() throws {
    let place = try TemporaryLedger()
    let ledger = try place.open()
    for _ in 0..<3 {
      ledger.settle(try ledger.hold(nil, 5), 2)
      _ = try ledger.reader.decisions(last: 1)
    }
    ledger.close()
    #expect(try Self.names(place) == ["ledger.db"])
    let copy = try TemporaryLedger()
    try FileManager.default.copyItem(atPath: place.path, toPath: copy.path)
    #expect(try Ledger.openReader(path: copy.path).decisions(last: 9).count == 3)
  }

  @Test("what is still under way keeps the journal")
  func underWay() throws {
    let place = try TemporaryLedger()
    let ledger = try place.open()
    _ = try ledger.hold(nil, 5)
    ledger.close()
    #expect(try Self.names(place) == ["ledger.db", "ledger.db-inflight"])
  }

  @Test("a copy that is made while the ledger serves has all that was committed, in one file of its owner's")
  func backup() throws {
    let place = try TemporaryLedger()
    let ledger = try place.open()
    let key = try ledger.createKey(tenant: "acme").key
    for _ in 0..<3 { ledger.settle(try ledger.hold(key, 5), 2) }
    ledger.flush()
    _ = try ledger.hold(key, 7)
    let target = place.folder + "/copy.db"
    let copy = try Ledger.backup(path: place.path, to: target)
    #expect(copy.decisions == 3 && copy.last == noon)
    let attributes = try FileManager.default.attributesOfItem(atPath: target)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(attributes[.size] as? Int == copy.bytes)
    #expect(try Self.names(place).filter { $0.hasPrefix("copy") } == ["copy.db"])
    let other = try Ledger.open(path: target)
    #expect(other.sums(key) == [6, 0] && other.recovery.isClean)
    other.close()
    #expect(throws: Never.self) { try ledger.hold(key, 1) }
    #expect(ledger.trouble == nil)
  }

  @Test("a copy replaces nothing unless it is told to, and never the ledger itself")
  func replacing() throws {
    let place = try TemporaryLedger()
    try place.open().close()
    let target = place.folder + "/copy.db"
    try Data("a letter".utf8).write(to: URL(filePath: target))
    #expect { try Ledger.backup(path: place.path, to: target) } throws: {
      ($0 as? LedgerError)?.message.contains("--force") == true
    }
    #expect(try Data(contentsOf: URL(filePath: target)) == Data("a letter".utf8))
    _ = try Ledger.backup(path: place.path, to: target, replacing: true)
    #expect(try Ledger.openReader(path: target).decisions(last: 1).isEmpty)
    #expect(throws: LedgerError.self) { try Ledger.backup(path: place.path, to: place.path, replacing: true) }
    #expect { try Ledger.backup(path: place.folder + "/none", to: target) } throws: {
      ($0 as? LedgerError)?.code == .noLedger
    }
  }

  @Test("a copy without the log that held its tables is told from a new ledger, by whoever opens it")
  func withoutLog() throws {
    let place = try TemporaryLedger()
    let ledger = try place.open()
    _ = try ledger.createKey(tenant: "acme")
    let copy = try TemporaryLedger()
    try Data(contentsOf: URL(filePath: place.path)).write(to: URL(filePath: copy.path))
    func isTold(_ open: () throws -> Void) -> Bool {
      do {
        try open()
        return false
      } catch {
        return "\(error)".contains("its log '\(copy.path)-wal' is missing") && "\(error)".contains("ledger backup")
      }
    }
    #expect(isTold { _ = try copy.open() })
    #expect(isTold { _ = try Ledger.openReader(path: copy.path) })
    #expect(isTold { _ = try KeyStore.open(path: copy.path) })
    #expect(try Self.names(copy).contains("ledger.db-inflight") == false)
  }

  @Test("a copy without a log that held but the latest opens with what was in the file")
  func stale() throws {
    let place = try TemporaryLedger()
    var ledger = try place.open()
    ledger.settle(try ledger.hold(nil, 5), 2)
    ledger.close()
    ledger = try place.open()
    ledger.settle(try ledger.hold(nil, 5), 2)
    ledger.flush()
    let copy = try TemporaryLedger()
    try Data(contentsOf: URL(filePath: place.path)).write(to: URL(filePath: copy.path))
    let other = try copy.open()
    #expect(try other.reader.decisions(last: 9).count == 1)
  }
}
