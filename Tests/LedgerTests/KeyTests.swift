import Catalog
import Foundation
import GRDB
import Ledger
import Testing

@Suite("Keys")
struct KeyTests {
  @Test("a key proves what it was bound to")
  func bound() throws {
    let ledger = try TemporaryLedger().open()
    #expect(!ledger.requiresKey)
    let caps = Caps(day: NanoDollars(5), total: NanoDollars(9))
    let (key, secret) = try ledger.createKey(
      tenant: "acme", useCase: "crm", dataClass: "personal", caps: caps, name: "CRM robot")
    #expect(secret.hasPrefix("sk-steelyard-\(key.id)-"))
    let proven = try #require(ledger.authenticate(Array(secret.utf8)))
    #expect(proven == key)
    #expect(
      [proven.tenant, proven.useCase, proven.dataClass, proven.name] == ["acme", "crm", "personal", "CRM robot"])
    #expect(proven.caps == caps && proven.hasCap)
    #expect(ledger.requiresKey)
  }

  @Test("a token that is wrong anywhere proves nothing")
  func forged() throws {
    let ledger = try TemporaryLedger().open()
    let secret = Array(try ledger.createKey(tenant: "acme").secret.utf8)
    for position in secret.indices {
      var forged = secret
      forged[position] = forged[position] == UInt8(ascii: "x") ? UInt8(ascii: "y") : UInt8(ascii: "x")
      #expect(ledger.authenticate(forged) == nil, "byte \(position)")
    }
    #expect(ledger.authenticate([]) == nil)
    #expect(ledger.authenticate(Array(secret.dropLast())) == nil)
    #expect(ledger.authenticate(secret + [65]) == nil)
    #expect(ledger.authenticate(secret) != nil)
  }

  @Test("a revoked key proves nothing, and a key is still required")
  func revoked() throws {
    let ledger = try TemporaryLedger().open()
    let (key, secret) = try ledger.createKey(tenant: "acme")
    let revoked = try ledger.revokeKey(key.id)
    #expect(revoked.revokedAt != nil)
    #expect(ledger.authenticate(Array(secret.utf8)) == nil)
    #expect(ledger.requiresKey)
    #expect(try ledger.revokeKey(key.id).revokedAt == revoked.revokedAt, "revoking twice keeps the first date")
  }

  @Test("a gateway notices what a command does to its keys")
  func besideTheGateway() async throws {
    let place = try TemporaryLedger()
    let ledger = try place.open()
    let store = try KeyStore.open(path: place.path)
    let (key, secret) = try store.createKey(tenant: "acme")
    #expect(ledger.authenticate(Array(secret.utf8)) == nil)
    #expect(ledger.mayBeNew(Array(secret.utf8)))
    try ledger.reloadKeys()
    #expect(!ledger.mayBeNew(Array(secret.utf8)))
    #expect(ledger.authenticate(Array(secret.utf8)) == key)
    _ = try store.revokeKey(key.id)
    await ledger.lookAtKeys()
    #expect(ledger.authenticate(Array(secret.utf8)) == nil)
    #expect(try store.keys().map(\.id) == [key.id])
  }

  @Test("keys outlive the process; secrets are nowhere in its files")
  func stored() throws {
    let place = try TemporaryLedger()
    var ledger = try place.open()
    let secret = try ledger.createKey(tenant: "acme", name: "visible name").secret
    ledger.close()
    ledger = try place.open()
    #expect(ledger.authenticate(Array(secret.utf8))?.tenant == "acme")
    let secretPart = Data(secret.suffix(40).utf8)
    for name in try FileManager.default.contentsOfDirectory(atPath: place.folder) {
      let data = try Data(contentsOf: URL(filePath: place.folder + "/" + name))
      #expect(data.range(of: secretPart) == nil, "\(name)")
    }
  }

  @Test("an unknown key cannot be revoked, and a key needs a tenant")
  func refusals() throws {
    let ledger = try TemporaryLedger().open()
    #expect { try ledger.revokeKey("nokey") } throws: { ($0 as? LedgerError)?.code == .unknownKey }
    #expect { try ledger.createKey(tenant: "") } throws: { ($0 as? LedgerError)?.code == .invalidValue }
    #expect { try ledger.createKey(tenant: "a", caps: Caps(day: NanoDollars(-1))) } throws: {
      ($0 as? LedgerError)?.code == .invalidValue
    }
  }

  @Test("a revocation and a new key take effect while rows cannot be written")
  func besideTrouble() async throws {
    let place = try TemporaryLedger()
    let ledger = try place.open(slots: 16)
    let (key, secret) = try ledger.createKey(tenant: "acme")
    let other = try DatabaseQueue(path: place.path)
    try await other.write { db in try db.execute(sql: "ALTER TABLE decisions RENAME TO elsewhere") }
    ledger.settle(try ledger.hold(key, 5), 2)
    ledger.flush()
    #expect(ledger.trouble != nil)
    let store = try KeyStore.open(path: place.path)
    _ = try store.revokeKey(key.id)
    let (fresh, freshSecret) = try store.createKey(tenant: "beta")
    await ledger.lookAtKeys()
    #expect(ledger.authenticate(Array(secret.utf8)) == nil)
    #expect(ledger.authenticate(Array(freshSecret.utf8)) == fresh)
    #expect(ledger.trouble != nil)
  }

  @Test("whoever asks for a look is answered, however many ask, and after the end too")
  func manyLooks() async throws {
    let ledger = try TemporaryLedger().open()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<200 { group.addTask { await ledger.lookAtKeys() } }
    }
    ledger.close()
    await ledger.lookAtKeys()
  }

  @Test("what cannot be a key is not looked for")
  func noKey() throws {
    let ledger = try TemporaryLedger().open()
    let secret = try ledger.createKey(tenant: "acme").secret
    for token in ["", "sk-steelyard-", "sk-other-" + secret.dropFirst(9), secret + "x"] {
      #expect(!ledger.mayBeNew(Array(token.utf8)), "\(token)")
    }
  }

  @Test("a lost ledger asks for a key as before, and says that its keys were lost")
  func lostLedger() throws {
    let place = try TemporaryLedger()
    var ledger = try place.open()
    #expect(!FileManager.default.fileExists(atPath: place.path + "-keys"))
    _ = try ledger.createKey(tenant: "acme")
    #expect(!ledger.keysWereLost)
    ledger.close()
    try FileManager.default.removeItem(atPath: place.path)
    ledger = try place.open()
    #expect(ledger.requiresKey && ledger.keysWereLost)
    let secret = try ledger.createKey(tenant: "acme").secret
    #expect(ledger.authenticate(Array(secret.utf8)) != nil && !ledger.keysWereLost)
  }

  @Test("the mark of keys is made by a command, by a ledger that has them, and where the options say")
  func marker() throws {
    let place = try TemporaryLedger()
    _ = try KeyStore.open(path: place.path).createKey(tenant: "acme")
    #expect(FileManager.default.fileExists(atPath: place.path + "-keys"))
    let other = place.folder + "/elsewhere"
    try Ledger.open(path: place.path, options: LedgerOptions(keysMarker: other)).close()
    #expect(FileManager.default.fileExists(atPath: other))
    try FileManager.default.removeItem(atPath: place.path)
    try FileManager.default.removeItem(atPath: place.path + "-keys")
    let lost = try Ledger.open(path: place.path, options: LedgerOptions(keysMarker: other))
    #expect(lost.requiresKey && lost.keysWereLost)
  }

  @Test("a key whose mark cannot be made is not made")
  func noMark() throws {
    let place = try TemporaryLedger()
    let ledger = try Ledger.open(
      path: place.path, options: LedgerOptions(keysMarker: place.folder + "/nowhere/marker"))
    #expect(throws: LedgerError.self) { try ledger.createKey(tenant: "acme") }
    #expect(try ledger.keys().isEmpty)
  }
}

extension Ledger {
  /// Waits for a look at the keys that began after this call.
  fileprivate func lookAtKeys() async {
    await withCheckedContinuation { continuation in reloadKeys { continuation.resume() } }
  }
}
