import Catalog
import Testing

@Suite("what a request costs")
struct OfferCostTests {
  @Test(
    "the dated price that holds at the instant is used, the past and the future ones are not",
    arguments: [
      ("2026-05-01", 140_000), ("2026-09-09T23:59Z", 140_000), ("2026-09-10", 150_000), ("2026-12-31T23:59Z", 150_000),
      ("2027-01-01", 200_000),
    ])
  func datedPrices(instant: String, expected: Int64) throws {
    let offer = try SmallCatalog.offer("lab/flash@beta")
    #expect(offer.cost(of: TokenUsage(input: 1000), at: at(instant)) == nano(expected))
  }

  @Test("before the first price the cost is unknown and names the kinds that were used")
  func beforeTheFirstPrice() throws {
    let offer = try SmallCatalog.offer("lab/flash@beta")
    let cost = offer.cost(of: TokenUsage(input: 5, output: 7), at: at("2026-04-30T23:59Z"))
    #expect(cost == .unknown(missing: [.input, .output]))
  }

  @Test(
    "peak hours count by weekday in UTC",
    arguments: [
      ("2026-11-23T00:59Z", 150_000), ("2026-11-23T01:00Z", 300_000), ("2026-11-23T03:59Z", 300_000),
      ("2026-11-23T04:00Z", 150_000), ("2026-11-23T06:00Z", 300_000), ("2026-11-28T02:00Z", 150_000),
      ("2026-11-29T08:00Z", 150_000), ("2026-11-27T09:59Z", 300_000),
    ])
  func windows(instant: String, expected: Int64) throws {
    let offer = try SmallCatalog.offer("lab/flash@beta")
    #expect(offer.cost(of: TokenUsage(input: 1000), at: at(instant)) == nano(expected))
  }

  @Test("past a threshold the whole request is dearer, and every kind of prompt token counts towards it")
  func thresholds() throws {
    let offer = try SmallCatalog.offer("lab/sol@alpha")
    let day = at("2026-11-23")
    #expect(offer.cost(of: TokenUsage(input: 272_000, output: 1000), at: day) == nano(554_000_000))
    #expect(offer.cost(of: TokenUsage(input: 272_001, output: 1000), at: day) == nano(1_103_004_000))
    #expect(offer.cost(of: TokenUsage(input: 1, cacheRead: 272_000), at: day) == nano(108_804_000))
    #expect(offer.cost(of: TokenUsage(cacheWriteShort: 272_001), at: day) == nano(1_088_004_000))
  }

  @Test("cache reads, both lifetimes of cache writes and reasoning have their own rates")
  func kinds() throws {
    let offer = try SmallCatalog.offer("lab/sol@alpha")
    let usage = TokenUsage(
      input: 100, cacheRead: 1000, cacheWriteShort: 10, cacheWriteLong: 20, output: 30, reasoning: 40)
    let expected: Int64 = 100 * 2000 + 1000 * 200 + 10 * 2500 + 20 * 4000 + 30 * 10_000 + 40 * 10_000
    #expect(offer.cost(of: usage, at: at("2026-11-23")) == nano(expected))
  }

  @Test("batch by a multiplier covers long prompts too")
  func batch() throws {
    let offer = try SmallCatalog.offer("lab/sol@alpha")
    let day = at("2026-11-23")
    #expect(offer.cost(of: TokenUsage(input: 1000, output: 100), at: day, tier: .batch) == nano(1_500_000))
    #expect(offer.cost(of: TokenUsage(input: 300_000, output: 100), at: day, tier: .batch) == nano(600_750_000))
  }

  @Test("a tier without a price is unknown and never billed at the standard price")
  func missingTier() throws {
    let offer = try SmallCatalog.offer("lab/sol@alpha")
    let usage = TokenUsage(input: 1000, output: 100)
    #expect(offer.cost(of: usage, at: at("2026-11-23"), tier: .flex) == .unknown(missing: [.input, .output]))
  }

  @Test("a card for a tier says nothing about prompts past the standard threshold or kinds that it omits")
  func tierCard() throws {
    let offer = try SmallCatalog.offer("lab/sol@alpha")
    let day = at("2026-11-23")
    #expect(offer.cost(of: TokenUsage(input: 1000, output: 100), at: day, tier: .priority) == nano(6_000_000))
    #expect(offer.cost(of: TokenUsage(input: 300_000), at: day, tier: .priority) == .unknown(missing: [.input]))
    #expect(offer.cost(of: TokenUsage(cacheRead: 5), at: day, tier: .priority) == .unknown(missing: [.cacheRead]))
  }

  @Test("a region multiplier raises every rate")
  func regionMultiplier() throws {
    let offer = try SmallCatalog.offer("lab/flash@alpha/EU")
    #expect(offer.cost(of: TokenUsage(input: 1000, output: 10), at: at("2026-11-23")) == nano(468_000))
  }

  @Test("a kind that was used and has no rate makes the cost unknown, even beside known ones")
  func unknownKind() throws {
    let offer = try SmallCatalog.offer("lab/flash@alpha/EU")
    let usage = TokenUsage(input: 1000, cacheRead: 1)
    #expect(offer.cost(of: usage, at: at("2026-11-23")) == .unknown(missing: [.cacheRead]))
    #expect(try SmallCatalog.offer("lab/flash@own").cost(of: usage, at: at("2026-11-23")).amount == nil)
  }

  @Test("a rate of zero is a known price, unlike a missing one")
  func free() {
    let card = RateCard(input: TokenRate(nanoDollarsPerMillion: 0))
    #expect(card.cost(of: TokenUsage(input: 1_000_000)) == nano(0))
    #expect(card.cost(of: TokenUsage(output: 1)) == .unknown(missing: [.output]))
  }

  @Test("once retired, an offer has no price")
  func retired() throws {
    var offer = try SmallCatalog.offer("lab/flash@alpha")
    offer.retires = at("2026-11-23T12:00Z")
    #expect(offer.cost(of: TokenUsage(input: 1), at: at("2026-11-23T11:59Z")) == nano(300))
    #expect(offer.cost(of: TokenUsage(input: 1), at: at("2026-11-23T12:00Z")) == .unknown(missing: [.input]))
  }
}
