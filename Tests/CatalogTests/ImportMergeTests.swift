import Testing

@testable import Catalog

@Suite("putting price lists together")
struct ImportMergeTests {
  let catalog: Catalog
  let today = Timestamp(year: 2026, month: 11, day: 23)

  init() throws { catalog = try Catalog.load(files: [(name: "catalogue.yaml", text: ImportFixtures.catalogue)]) }

  private func lists(_ texts: (String, String)...) throws -> [PriceList] {
    try texts.map { try PriceList.read(Array($0.1.utf8), file: $0.0) }
  }

  private func both() throws -> [PriceList] {
    try lists(("data/litellm.json", ImportFixtures.liteLLM), ("data/genai.json", ImportFixtures.genAI))
  }

  private func merge(_ lists: [PriceList], allowsOutliers: Bool = false, keep: Set<OfferID> = []) -> PriceListMerge {
    PriceListMerge(
      lists, into: catalog, options: ImportOptions(at: today, allowsOutliers: allowsOutliers, keep: keep))
  }

  @Test("two sources of one offer are compared, and a disagreement shows both figures")
  func disagreement() throws {
    let item = try #require(try merge(both()).disagreements.first { $0.offer == "lab/flash-1@together" })
    #expect(item.subject == "input")
    #expect(item.figures.map(\.source) == ["data/litellm.json", "data/genai.json"])
    #expect(item.figures.map { $0.rate?.description } == ["$0.14/M", "$0.20/M"])
    #expect(item.chosen == "data/genai.json")
    #expect(item.reason == "it is dearer")
  }

  @Test("hours of the week are compared as they hold, not as they are written")
  func hours() throws {
    let items = try merge(both()).disagreements.filter { $0.offer == "lab/flash-1@deepseek" }
    #expect(items.map(\.subject) == ["input, Saturday 02:00 UTC"])
    #expect(items.first?.figures.map { $0.rate?.description } == ["$0.15/M", "$0.30/M"])
    #expect(items.first?.reason == "it dates the price")
  }

  @Test("what the catalogue has already is not taken again, and what differs from it is reported")
  func againstCatalogue() throws {
    let merge = try merge(both())
    #expect(!merge.accepted.contains { $0.id == "lab/sol-1@openai" })
    #expect(merge.unchanged == 1)
    let item = try #require(merge.disagreements.first { $0.offer == "lab/flash-1@fireworks" })
    #expect(item.figures.map(\.source) == ["data/litellm.json", "catalogue"])
    #expect(merge.accepted.first { $0.id == "lab/flash-1@fireworks" }?.replaces == true)
    #expect(merge.accepted.first { $0.id == "lab/sol-1@openai-eu" }?.replaces == false)
  }

  @Test("a price far off the median of the model's hosts is left out, unless told otherwise")
  func outliers() throws {
    let offer = "lab/flash-1@deepinfra"
    let strict = try merge(both())
    #expect(strict.rejected.map(\.offer) == [offer])
    #expect(strict.rejected.first?.kind == .input)
    #expect(strict.rejected.first?.median.description == "$0.15/M")
    #expect(!strict.accepted.contains { $0.id == offer })
    let open = try merge(both(), allowsOutliers: true)
    #expect(open.accepted.contains { $0.id == offer } && open.rejected.map(\.offer) == [offer])
    let kept = try merge(both(), keep: [offer])
    #expect(kept.accepted.contains { $0.id == offer } && kept.rejected.isEmpty)
  }

  @Test("exactly three times the median is not far off, a hair more is")
  func outlierEdge() throws {
    func list(_ price: String) -> String {
      """
      {"openai": {"models": {"lab/flash-1": {"cost": {"input": 1, "output": 1}}}},
       "togetherai": {"models": {"lab/flash-1": {"cost": {"input": 1, "output": 1}}}},
       "deepinfra": {"models": {"lab/flash-1": {"cost": {"input": 1, "output": 1}}}},
       "groq": {"models": {}}, "novita-ai": {"models": {"lab/flash-1": {"cost": {"input": \(price), "output": 1}}}}}
      """
    }
    #expect(try merge(lists(("a", list("3")))).rejected.filter { $0.offer.hasSuffix("novita") }.isEmpty)
    #expect(try merge(lists(("a", list("3.000000001")))).rejected.contains { $0.offer.hasSuffix("novita") })
  }

  @Test("names that are no model of the catalogue are reported with near ones")
  func unmatched() throws {
    let item = try #require(try merge(both()).unmatched.first { $0.name == "sol-9" })
    #expect(item.provider == "openai")
    #expect(item.near.contains("sol-1"))
    #expect(try merge(both()).unknownProviders == ["dashscope": 1])
  }

  @Test(
    "a model is found by any host's way of writing it",
    arguments: [
      "flash-1", "Flash-1", "maker/Flash-1", "maker/flash_1", "accounts/x/models/flash-1", "flash-1-maas",
      "flash-1@default", "lab/FLASH.1",
    ])
  func names(_ name: String) throws {
    let list = #"{"novita-ai": {"models": {"\#(name)": {"cost": {"input": 0.15, "output": 0.6}}}}}"#
    #expect(try merge(lists(("a", list))).accepted.map(\.model) == ["lab/flash-1"])
  }

  @Test(
    "a variant with a price of its own is not taken for the model",
    arguments: ["flash-1:free", "flash-1:batch", "flash-1-fast"])
  func variants(_ name: String) throws {
    let list = #"{"novita-ai": {"models": {"\#(name)": {"cost": {"input": 0.15, "output": 0.6}}}}}"#
    #expect(try merge(lists(("a", list))).accepted.isEmpty)
  }

  @Test("the file that is written loads, and costs are exactly those of the lists")
  func roundTrip() throws {
    let all = try both()
    let yaml = merge(all).yaml(lists: all, asOf: today)
    let loaded = try Catalog.load(
      files: [(name: "catalogue.yaml", text: ImportFixtures.catalogue)], overrides: [(name: "import.yaml", text: yaml)])
    func cost(_ offer: OfferID, _ usage: TokenUsage, _ instant: String, _ tier: ServiceTier = .standard) throws -> Cost
    {
      let number = try #require(loaded.offerNumber(offer), "\(offer) is missing")
      return loaded.offers[number].cost(of: usage, at: try #require(Timestamp(instant)), tier: tier)
    }
    let million = TokenUsage(input: 100_000, output: 10_000)
    #expect(try cost("lab/sol-1@openai-eu", million, "2026-11-23") == .known(NanoDollars(220_000_000 + 110_000_000)))
    #expect(try cost("lab/sol-1@openai-eu", million, "2026-11-23", .batch) == .known(NanoDollars(165_000_000)))
    let long = TokenUsage(input: 300_000)
    #expect(try cost("lab/sol-1@openai-eu", long, "2026-11-23") == .known(NanoDollars(1_320_000_000)))
    #expect(try cost("lab/sol-1@openai-eu", long, "2026-11-23", .priority) == .known(NanoDollars(2_640_000_000)))
    #expect(try cost("lab/flash-1@fireworks", million, "2026-11-23") == .known(NanoDollars(15_000_000 + 6_000_000)))
    #expect(try cost("lab/flash-1@deepseek", million, "2026-11-23T02:00Z") == .known(NanoDollars(42_000_000)))
    #expect(try cost("lab/flash-1@deepseek", million, "2026-11-23T05:00Z") == .known(NanoDollars(21_000_000)))
    #expect(try cost("lab/sol-1@azure/EU", million, "2026-11-22").amount == nil, "before the day of reading")
    #expect(loaded.model("lab/sol-1") != nil)
  }

  @Test("the report counts what was read, taken and left out")
  func report() throws {
    let all = try both()
    let text = merge(all).report(on: all)
    #expect(text.contains("data/litellm.json: litellm, 17 entries, 11 offers with a price"))
    #expect(text.contains("1 rates far off"))
    #expect(text.contains("sol-9 at openai (near: sol-1)"))
    #expect(text.contains("lab/flash-1@together: input: $0.14/M in litellm.json, $0.20/M in genai.json"))
    #expect(merge(all).report(on: all, most: 1).contains("… and"))
  }

  @Test("nothing to take is still a catalogue file")
  func nothing() throws {
    let none = try lists(("a", #"{"openai": {"models": {}}}"#))
    let yaml = merge(none).yaml(lists: none, asOf: today)
    _ = try Catalog.load(
      files: [(name: "catalogue.yaml", text: ImportFixtures.catalogue)], overrides: [(name: "import.yaml", text: yaml)])
  }
}
