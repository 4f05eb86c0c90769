import Catalog
import Testing

@Suite("a catalogue read from files")
struct LoadingTests {
  @Test("offers are named by model, provider, and a region that is not the provider's own")
  func names() throws {
    let catalog = try SmallCatalog.load()
    #expect(
      catalog.offers.map(\.id) == [
        "lab/flash@beta", "lab/sol@alpha", "lab/flash@alpha", "lab/flash@alpha/EU", "lab/flash@own",
        "other/embed@alpha",
      ])
    #expect(catalog.offers.map(\.region) == ["CN", "global", "global", "EU", "self", "global"])
    #expect(catalog.offers.map(\.upstreamModel).prefix(3) == ["flash-latest", "sol", "accounts/alpha/flash"])
  }

  @Test("an offer has its provider's terms and its model's abilities and limits unless it says otherwise")
  func inheritance() throws {
    let catalog = try SmallCatalog.load()
    #expect(catalog.offers.map(\.terms) == [[], [.zeroRetention], [.zeroRetention], [], [], [.zeroRetention]])
    #expect(catalog.offers[0].capabilities == [.tools, .images, .logprobs, .chat])
    #expect(catalog.offers[2].capabilities == [.tools, .images, .chat])
    #expect(catalog.offers[5].capabilities == [.embeddings])
    #expect(catalog.offers.map(\.contextTokens) == [131_072, 1_000_000, 131_072, 32_768, 131_072, 8192])
    #expect(catalog.offers.map(\.maxOutputTokens) == [65_536, 128_000, 65_536, 32_768, 65_536, 0])
  }

  @Test("each fact has the source and the day nearest to it")
  func citations() throws {
    let catalog = try SmallCatalog.load()
    let flash = try #require(catalog.offers.first)
    #expect(flash.prices.map(\.citation.source) == ["second", "listing", "listing"])
    #expect(flash.prices.map(\.citation.asOf.dayText) == ["2026-11-18", "2026-11-20", "2026-11-20"])
    let sol = try #require(catalog.model("lab/sol"))
    #expect(sol.citation == Citation(source: "listing, second", asOf: at("2026-11-18")))
    #expect(catalog.sources.map(\.name) == ["listing", "second"])
  }

  @Test("a price without a start holds from the day on which it was read")
  func start() throws {
    #expect(try SmallCatalog.offer("other/embed@alpha").prices.map(\.from.dayText) == ["2026-11-20"])
  }

  @Test("a model is found by its id, its alias and the last part of its id")
  func modelNames() throws {
    let catalog = try SmallCatalog.load()
    for name in ["lab/flash", "flash-chat", "flash"] { #expect(catalog.model(named: name)?.id == "lab/flash") }
    #expect(catalog.model(named: "lab") == nil)
  }

  @Test("addresses lose a closing slash, so that paths can be appended")
  func baseURL() throws {
    #expect(try SmallCatalog.load().provider("alpha")?.baseURL == "https://alpha.example/v1")
  }

  @Test("reasoning is billed as output unless the file says that nobody knows")
  func reasoning() throws {
    let own = "defaults: {source: listing}\noffers:\n"
    let offer = try SmallCatalog.offer(
      "lab/sol@beta", own + "  - {model: lab/sol, provider: beta, input: 1, output: 2, reasoning: unknown}\n")
    #expect(offer.cost(of: TokenUsage(reasoning: 1), at: at("2026-11-23")) == .unknown(missing: [.reasoning]))
    let usual = try SmallCatalog.offer("lab/sol@alpha")
    #expect(usual.cost(of: TokenUsage(reasoning: 1), at: at("2026-11-23")) == nano(10_000))
  }

  @Test("a later entry replaces an earlier one only when it says so")
  func replacing() throws {
    let entry =
      "defaults: {source: listing}\noffers: [{model: lab/flash, provider: alpha, input: 9, output: 9, replace: true}]"
    let catalog = try SmallCatalog.load(entry)
    #expect(catalog.offers.count == 6)
    #expect(catalog.offers[2].cost(of: TokenUsage(input: 1), at: at("2026-11-23")) == nano(9000))
  }

  @Test("a user's own file may add a model, a host and an offer")
  func ownModels() throws {
    let own = """
      defaults: {source: our own measurements, as_of: 2026-11-23}
      providers: [{id: rack, name: Our rack, seat: self, region: DE, dialect: openai, base_url: "http://10.0.0.5:8000/v1"}]
      models: [{id: us/tuned, name: Tuned, lab: Us, origin: DE, weights: closed, tier: small, context: 8192, capabilities: [tools]}]
      offers: [{model: us/tuned, provider: rack, input: 0, output: 0}]
      """
    let offer = try SmallCatalog.offer("us/tuned@rack", own)
    #expect(offer.region == "DE")
    #expect(offer.cost(of: TokenUsage(input: 10, output: 10), at: at("2026-11-24")) == nano(0))
  }

  @Test("an anchor repeats prices within a file")
  func anchors() throws {
    let own = """
      defaults: {source: listing}
      offers:
        - {model: lab/sol, provider: beta, prices: &sol [{from: 2026-01-01, input: 2, output: 10}]}
        - {model: lab/sol, provider: beta, region: SG, multiplier: 1.1, prices: *sol}
      """
    let offer = try SmallCatalog.offer("lab/sol@beta/SG", own)
    #expect(offer.cost(of: TokenUsage(input: 1000), at: at("2026-11-23")) == nano(2_200_000))
  }

  @Test("changing an offer leaves its copies alone, and its price engine follows")
  func values() throws {
    let first = try SmallCatalog.offer("lab/flash@alpha")
    var second = first
    #expect(first == second)
    second.prices = []
    #expect(first != second)
    #expect(first.cost(of: TokenUsage(input: 1), at: at("2026-11-23")) == nano(300))
    #expect(second.cost(of: TokenUsage(input: 1), at: at("2026-11-23")).amount == nil)
  }
}
