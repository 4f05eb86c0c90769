import Catalog
import Ledger
import Testing

@Suite("Names of decisions")
struct DecisionIDTests {
  @Test("a name reads back from its text, in either case")
  func roundTrip() throws {
    let ledger = try TemporaryLedger().open()
    for _ in 0..<200 {
      let id = ledger.makeID()
      #expect(id.description.utf8.count == 26)
      #expect(DecisionID(id.description) == id)
      #expect(DecisionID(id.description.lowercased()) == id)
    }
  }

  @Test("texts sort as names do, and names by their time")
  func order() throws {
    let texts = ["01AN4Z07BY79KA1307SR9X4MV3", "01AN4Z07BZ79KA1307SR9X4MV3", "01BX5ZZKBKACTAV9WEVGEMMVRZ"]
    let ids = texts.compactMap { DecisionID($0) }
    #expect(ids == ids.sorted())
    #expect(ids.map(\.description) == texts)
    #expect(ids.last?.timestamp == Timestamp(milliseconds: 1_508_808_576_371))
  }

  @Test("no name is given twice")
  func unique() throws {
    let ledger = try TemporaryLedger().open()
    #expect(Set((0..<20_000).map { _ in ledger.makeID() }).count == 20_000)
  }

  @Test(
    "what is no name is refused",
    arguments: [
      "", "01AN4Z07BY79KA1307SR9X4MV", "01AN4Z07BY79KA1307SR9X4MV33", "81AN4Z07BY79KA1307SR9X4MV3",
      "01AN4Z07BY79KA1307SR9X4MU3", "01AN4Z07BY79KA1307SR9X4MVé",
    ])
  func refused(text: String) { #expect(DecisionID(text) == nil) }
}
