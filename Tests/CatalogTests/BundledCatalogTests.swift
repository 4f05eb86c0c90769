import Catalog
import Foundation
import Testing

@Suite("the catalogue that ships")
struct BundledCatalogTests {
  private static func load() throws -> Catalog {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appending(path: "Sources/Defaults/files/catalog")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
    let files = try names.sorted().map { name in
      (name: name, text: try String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }
    return try Catalog.load(files: files)
  }

  @Test("it loads, and is as large as the product promises")
  func size() throws {
    let catalog = try Self.load()
    #expect(catalog.models.count >= 60)
    #expect(catalog.offers.count >= 120)
    let labs = Set(catalog.models.map { $0.id.prefix { $0 != "/" } })
    #expect(labs.count >= 10)
  }

  @Test("every hosted offer has a price today for what it serves")
  func priced() throws {
    let catalog = try Self.load()
    let found = catalog.check(at: Timestamp(year: 2026, month: 11, day: 24)).filter { $0.severity == .error }
    #expect(found.isEmpty, "\(found.map { "\($0.subject): \($0.message)" })")
  }

  @Test("the peak price, the long prompt and the region uplift of the published lists come out exactly")
  func publishedPrices() throws {
    let catalog = try Self.load()
    func cost(_ id: OfferID, _ usage: TokenUsage, _ instant: String) -> Cost? {
      catalog.offerNumber(id).map { catalog.offers[$0].cost(of: usage, at: at(instant)) }
    }
    let flash = TokenUsage(input: 1_000_000, output: 1_000_000)
    #expect(cost("deepseek/deepseek-v4-flash@deepseek", flash, "2026-11-24T02:00Z") == nano(1_500_000_000))
    #expect(cost("deepseek/deepseek-v4-flash@deepseek", flash, "2026-11-24T05:00Z") == nano(750_000_000))
    #expect(cost("moonshotai/kimi-k3@fireworks/US", flash, "2026-11-24") == nano(27_000_000_000))
    let long = TokenUsage(input: 100_001)
    #expect(cost("anthropic/claude-haiku-5-5@anthropic", TokenUsage(input: 100_000), "2026-11-24") == nano(10_000_000))
    #expect(cost("anthropic/claude-haiku-5-5@anthropic", long, "2026-11-24") == nano(50_000_500))
  }
}
