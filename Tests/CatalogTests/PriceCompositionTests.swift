import Catalog
import Testing

@Suite("hours, long prompts and tiers together")
struct PriceCompositionTests {
  private static let peak = "2026-11-23T12:30Z"
  private static let quiet = "2026-11-23T14:00Z"

  private func costs(_ price: String, tier: ServiceTier = .standard) throws -> [Int64?] {
    let own = "defaults: {source: listing}\noffers: [{model: lab/sol, provider: beta, from: 2026-01-01, \(price)}]"
    let offer = try SmallCatalog.offer("lab/sol@beta", own)
    return [(10, Self.quiet), (10, Self.peak), (101, Self.quiet), (101, Self.peak)].map { tokens, instant in
      offer.cost(of: TokenUsage(input: tokens), at: at(instant), tier: tier).amount.map { $0.amount / Int64(tokens) }
    }
  }

  @Test("multipliers compose: an hour, a long prompt and a tier each have their factor")
  func multipliers() throws {
    let price = """
      input: 1, output: 2, windows: {utc: 12:00-13:00, multiplier: 2}, above: {prompt_tokens: 100, multiplier: 5}, \
      batch: {multiplier: 0.5}
      """
    #expect(try costs(price) == [1000, 2000, 5000, 10_000])
    #expect(try costs(price, tier: .batch) == [500, 1000, 2500, 5000])
    #expect(try costs(price, tier: .flex) == [nil, nil, nil, nil])
  }

  @Test("a factor for the hour applies to the card of a long prompt, and the other way round")
  func cardAndFactor() throws {
    let long = "input: 1, windows: {utc: 12:00-13:00, multiplier: 2}, above: {prompt_tokens: 100, input: 4}"
    #expect(try costs(long) == [1000, 2000, 4000, 8000])
    let hour = "input: 1, windows: {utc: 12:00-13:00, input: 3}, above: {prompt_tokens: 100, multiplier: 2}"
    #expect(try costs(hour) == [1000, 3000, 2000, 6000])
  }

  @Test("a long prompt with hours of its own has those")
  func ownHours() throws {
    let price = """
      input: 1, windows: {utc: 12:00-13:00, input: 3}, \
      above: {prompt_tokens: 100, input: 4, windows: {utc: 12:00-13:00, input: 7}}
      """
    #expect(try costs(price) == [1000, 3000, 4000, 7000])
  }

  @Test("a card of a tier is silent about hours and long prompts unless it names them")
  func tierCards() throws {
    let standard = "input: 1, windows: {utc: 12:00-13:00, multiplier: 2}, above: {prompt_tokens: 100, input: 4}"
    #expect(try costs(standard + ", priority: {input: 9}", tier: .priority) == [9000, nil, nil, nil])
    let long = ", priority: {input: 9, above: {prompt_tokens: 100, input: 11}}"
    #expect(try costs(standard + long, tier: .priority) == [9000, nil, 11_000, nil])
    let both =
      ", priority: {input: 9, windows: {utc: 12:00-13:00, multiplier: 3}, above: {prompt_tokens: 100, input: 11}}"
    #expect(try costs(standard + both, tier: .priority) == [9000, 27_000, 11_000, 33_000])
  }

  @Test("of several thresholds the highest that the prompt crosses counts")
  func severalThresholds() throws {
    let price = "input: 1, above: [{prompt_tokens: 100, input: 4}, {prompt_tokens: 5, input: 2}]"
    #expect(try costs(price) == [2000, 2000, 4000, 4000])
  }

  @Test("the most specific variant wins in whatever order they are listed", arguments: 1...6)
  func order(seed: UInt64) throws {
    func card(_ dollars: Int64) -> RateCard {
      RateCard(input: TokenRate(nanoDollarsPerMillion: dollars * 1_000_000_000))
    }
    let hour = [PriceWindow(start: 720, end: 780, weekdays: Set(1...7))]
    var random = SeededGenerator(seed: seed)
    let variants = [
      PriceVariant(windows: hour, card: card(2)), PriceVariant(abovePromptTokens: 100, card: card(3)),
      PriceVariant(windows: hour, abovePromptTokens: 100, card: card(4)), PriceVariant(tier: .batch, card: card(5)),
      PriceVariant(windows: hour, tier: .batch, card: card(6)),
    ].shuffled(using: &random)
    var offer = try SmallCatalog.offer("lab/flash@own")
    offer.prices = [
      DatedPrice(
        from: at("2026-01-01"), base: card(1), variants: variants,
        citation: Citation(source: "a test", asOf: at("2026-01-01")))
    ]
    func cost(_ tokens: Int, _ instant: String, _ tier: ServiceTier = .standard) -> Cost {
      offer.cost(of: TokenUsage(input: tokens), at: at(instant), tier: tier)
    }
    #expect(cost(1, Self.quiet) == nano(1000))
    #expect(cost(1, Self.peak) == nano(2000))
    #expect(cost(101, Self.quiet) == nano(303_000))
    #expect(cost(101, Self.peak) == nano(404_000))
    #expect(cost(1, Self.quiet, .batch) == nano(5000))
    #expect(cost(101, Self.peak, .batch) == nano(606_000))
    let applicable = offer.applicablePrice(at: at(Self.peak), promptTokens: 101)
    #expect(applicable?.variant == PriceVariant(windows: hour, abovePromptTokens: 100, card: card(4)))
  }
}
