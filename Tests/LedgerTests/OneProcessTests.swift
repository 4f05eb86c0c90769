import Foundation
import Ledger
import Testing

@Suite("One process for a ledger")
struct OneProcessTests {
  /// Ways to the ledger of a folder past its name or its journal.
  enum Way: String, CaseIterable, Sendable {
    case symlinkToFile, symlinkToFolder, symlinkToSymlink, deletedJournal, hardLink, samePath
  }

  private static func path(_ way: Way, _ place: TemporaryLedger) throws -> String {
    let files = FileManager.default
    let link = place.folder + "/link.db"
    switch way {
    case .samePath: return place.path
    case .symlinkToFile: try files.createSymbolicLink(atPath: link, withDestinationPath: "ledger.db")
    case .symlinkToSymlink:
      try files.createSymbolicLink(atPath: place.folder + "/other.db", withDestinationPath: place.path)
      try files.createSymbolicLink(atPath: link, withDestinationPath: "other.db")
    case .hardLink: try files.linkItem(atPath: place.path, toPath: link)
    case .symlinkToFolder:
      try files.createSymbolicLink(atPath: place.folder + "-link", withDestinationPath: place.folder)
      return place.folder + "-link/ledger.db"
    case .deletedJournal:
      try files.removeItem(atPath: place.journalPath)
      return place.path
    }
    return link
  }

  @Test(
    "a second process is refused whatever way it comes, and served when the first has stopped",
    arguments: Way.allCases)
  func second(way: Way) throws {
    let place = try TemporaryLedger()
    var first = try CrashChild(["open", place.path])
    #expect(first.line() == "OPEN")
    let path = try Self.path(way, place)
    var second = try CrashChild(["open", path])
    let said = second.line()
    second.finish()
    #expect(said?.hasPrefix("REFUSED another steelyard") == true, "\(said ?? "nothing")")
    #expect { try Ledger.open(path: path) } throws: { ($0 as? LedgerError)?.code == .alreadyOpen }
    first.finish()
    let ledger = try Ledger.open(path: path)
    #expect(ledger.recovery.isClean)
    ledger.close()
  }

  @Test("a refused process leaves no journal where the first one's was deleted")
  func nothingLeft() throws {
    let place = try TemporaryLedger()
    var first = try CrashChild(["open", place.path])
    #expect(first.line() == "OPEN")
    try FileManager.default.removeItem(atPath: place.journalPath)
    var second = try CrashChild(["open", place.path])
    #expect(second.line()?.hasPrefix("REFUSED") == true)
    second.finish()
    #expect(!FileManager.default.fileExists(atPath: place.journalPath))
    first.finish()
  }

  @Test("a link to a ledger that is still to be made leads to the same one")
  func link() throws {
    let place = try TemporaryLedger()
    let link = place.folder + "/link.db"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "ledger.db")
    let ledger = try Ledger.open(path: link)
    #expect { try place.open() } throws: { ($0 as? LedgerError)?.code == .alreadyOpen }
    _ = try ledger.createKey(tenant: "acme")
    ledger.close()
    let names = try FileManager.default.contentsOfDirectory(atPath: place.folder).sorted()
    #expect(names == ["ledger.db", "ledger.db-keys", "link.db"])
  }

  @Test("ledgers that take turns quickly lose no lock and no row")
  func turns() throws {
    let place = try TemporaryLedger()
    try place.open().close()
    var served = 0
    let children = try (0..<6).map { _ in try CrashChild(["open", place.path]) }
    for var child in children {
      if child.line() == "OPEN" { served += 1 }
      child.finish()
    }
    #expect(served >= 1)
    try place.open().close()
  }
}
