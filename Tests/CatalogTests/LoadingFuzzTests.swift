import Catalog
import StrictYAML
import Testing

@Suite("damaged catalogue files")
struct LoadingFuzzTests {
  @Test("never trap, and every complaint has a place in the file", arguments: Array(1...6) as [UInt64])
  func damaged(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let sound = Array(SmallCatalog.text.utf8)
    let lines = sound.count { $0 == UInt8(ascii: "\n") } + 200
    let scraps = [
      "{", "}", "[", "]", ": ", "- ", "~", "-1", "99999999999999999999", "1e9", "\n", "&a ", "*a", "\u{0}", "é",
      "as_input", "2026-02-31",
    ]
    var loaded = 0
    for _ in 0..<60 {
      var bytes = sound
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(contentsOf: Array((scraps.randomElement(using: &random) ?? "").utf8), at: place)
        default: bytes[place] = UInt8.random(in: 32...126, using: &random)
        }
      }
      do {
        let catalog = try Catalog.load(files: [("damaged.yaml", String(decoding: bytes, as: UTF8.self))])
        loaded += 1
        for offer in catalog.offers {
          _ = offer.cost(of: TokenUsage(input: 1_000_000, output: 10), at: at("2026-11-23T02:00Z"), tier: .batch)
          _ = offer.dearestRates(at: at("2026-11-23T02:00Z"), promptTokenBound: 1_000_000)
        }
        _ = catalog.check(at: at("2026-11-23"))
      } catch {
        #expect(!error.errors.isEmpty)
        #expect(
          error.errors.allSatisfy { $0.file == "damaged.yaml" && $0.line > 0 && $0.line < lines && $0.column > 0 },
          "seed \(seed): \(error)")
      }
    }
    #expect(loaded < 60)
  }
}
