import Catalog
import Foundation
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
  func besideTheGateway() throws {
    let place = try TemporaryLedger()
    let ledger = try place.open()
    let store = try KeyStore.open(path: place.path)
    let (key, secret) = try store.createKey(tenant: "acme")
    #expect(ledger.authenticate(Array(secret.utf8)) == nil)
    try ledger.reloadKeys()
    #expect(ledger.authenticate(Array(secret.utf8)) == key)
    _ = try store.revokeKey(key.id)
    // A look is asked of the writer's thread and has happened when a round of its work is done.
    ledger.refreshKeys()
    ledger.flush()
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
}
