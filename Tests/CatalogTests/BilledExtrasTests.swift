import Catalog
import Testing

@Suite("what is billed beside plain tokens")
struct BilledExtrasTests {
  private let catalog: Catalog
  private let now = Timestamp(year: 2026, month: 11, day: 30)
  private let million = TokenUsage(input: 100_000, output: 100_000)

  init() throws { catalog = try BundledFiles.catalog.get() }

  private func offer(_ id: OfferID) throws -> Offer { catalog.offers[try #require(catalog.offerNumber(id))] }

  @Test(
    "the bundled catalogue prices every tier that a source prices",
    arguments: [
      ("openai/gpt-6.1-sol@openai", "standard", 1.0), ("openai/gpt-6.1-sol@openai", "priority", 2.0),
      ("openai/gpt-6.1-sol@openai", "flex", 0.5), ("openai/gpt-6.1-sol@openai", "ultrafast", 6.0),
      ("anthropic/claude-opus-5-5@anthropic", "speed:fast", 2.0),
      ("anthropic/claude-opus-5-5@anthropic", "geo:us", 1.1), ("anthropic/claude-haiku-5-5@anthropic", "geo:us", 1.1),
    ])
  func tiers(id: OfferID, word: String, factor: Double) throws {
    let offer = try offer(id)
    let standard = try #require(offer.cost(of: million, at: now).amount)
    let cost = try #require(offer.cost(of: million, at: now, tier: word, uses: []).amount)
    #expect(Double(cost.amount) == (Double(standard.amount) * factor).rounded())
  }

  @Test(
    "a word that no price is known under is never billed as standard",
    arguments: ["scale", "priority", "speed:turbo", "geo:eu", "speed:fast+geo:us", "batch+priority", ""])
  func unknownWord(word: String) throws {
    let offer = try offer("anthropic/claude-sonnet-5-5@anthropic")
    #expect(offer.cost(of: million, at: now, tier: word, uses: []).amount == nil)
    #expect(offer.tiers(asked: word, at: now) == nil)
  }

  @Test(
    "a hold covers the tier that is asked for and the standard one, and for auto the priority one where it has a price")
  func asked() throws {
    let sol = try offer("openai/gpt-6.1-sol@openai")
    let haiku = try offer("anthropic/claude-haiku-5-5@anthropic")
    #expect(sol.tiers(asked: nil, at: now) == [.standard])
    #expect(sol.tiers(asked: "flex", at: now) == [.standard, .flex])
    #expect(sol.tiers(asked: "auto", at: now) == [.standard, .priority])
    #expect(haiku.tiers(asked: "auto", at: now) == [.standard])
    #expect(haiku.tiers(asked: "speed:fast", at: now) == nil)
  }

  @Test("fees are priced for each use, an offer's before its provider's, and a tool without a price is unknown")
  func fees() throws {
    let claude = try offer("anthropic/claude-opus-5-5@anthropic")
    #expect(claude.fees(of: [ServerToolUse(.webSearch, count: 3)]) == .known(NanoDollars(30_000_000)))
    #expect(claude.fees(of: [ServerToolUse(.webFetch, count: 9)]) == .known(.zero))
    #expect(claude.fees(of: [ServerToolUse(.codeExecution, count: 1)]).amount == nil)
    #expect(claude.fees(of: [ServerToolUse(.codeExecution, count: 0)]) == .known(.zero))
    #expect(claude.fees(of: [ServerToolUse(ServerTool(rawValue: "plugins"), count: 1)]).amount == nil)
    let old = try offer("openai/gpt-4.1@openai")
    #expect(old.fees(of: [ServerToolUse(.webSearch, count: 2)]) == .known(NanoDollars(50_000_000)))
    let unpriced = try offer("openai/gpt-4o@openai")
    #expect(unpriced.fees(of: [ServerToolUse(.webSearch, count: 2)]).amount == nil)
    #expect(claude.fees(of: [ServerToolUse(.webSearch, count: .max)]) == .known(NanoDollars(.max)))
    let tokens = try #require(claude.cost(of: million, at: now).amount)
    let both = claude.cost(of: million, at: now, tier: nil, uses: [ServerToolUse(.webSearch, count: 1)])
    #expect(both == .known(tokens + NanoDollars(10_000_000)))
  }

  @Test("every fee of the bundled catalogue has a source and a day")
  func sourced() {
    let fees = catalog.offers.flatMap(\.toolFees)
    #expect(!fees.isEmpty)
    for fee in fees { #expect(!fee.citation.source.isEmpty && fee.citation.asOf > Timestamp(milliseconds: 0)) }
  }

  @Test(
    "a snapshot is asked for under its dated name where the offer's own name is that of the model",
    arguments: [
      ("anthropic/claude-haiku-4-5@anthropic", "claude-haiku-4-5-20251001", "claude-haiku-4-5-20251001"),
      ("anthropic/claude-haiku-4-5@anthropic", "claude-haiku-4.5", nil),
      ("anthropic/claude-haiku-4-5@anthropic", "claude-haiku-4-5-20990101", nil),
      ("anthropic/claude-haiku-4-5@anthropic", "claude-haiku-4-5", nil),
      ("openai/gpt-6-luna@openai", "gpt-6-luna-2026-09-22", "gpt-6-luna-2026-09-22"),
      ("openai/gpt-6-luna@openrouter", "gpt-6-luna-2026-09-22", nil),
    ])
  func snapshot(id: OfferID, name: String, sent: String?) throws {
    let offer = try offer(id)
    let model = try #require(catalog.model(offer.model))
    #expect(offer.snapshot(named: name, of: model) == sent)
  }

  @Test(
    "a fee that is no amount, or of a tool that nobody knows, is refused with its place",
    arguments: ["{web_search: -1}", "{web_search: free}", "{sorcery: 1}", "{web_search: 2000}", "{web_search: }"])
  func refused(fees: String) {
    let text = """
      version: 1
      defaults: {source: made up for tests, as_of: 2026-11-20}
      providers:
        - {id: p, name: P, seat: US, dialect: openai, tool_fees: \(fees)}
      """
    #expect(throws: (any Error).self) { try Catalog.load(files: [("p.yaml", text)]) }
  }
}
