import Catalog
import Testing

@Suite("prices of the bundled catalogue")
struct BundledPriceTests {
  let catalog: Catalog

  init() throws { catalog = try BundledFiles.catalog.get() }

  private func cost(
    _ offer: OfferID, input: Int, output: Int = 0, tier: ServiceTier = .standard, at instant: String = "2026-11-23"
  ) throws -> NanoDollars {
    let number = try #require(catalog.offerNumber(offer))
    let instant = try #require(Timestamp(instant))
    let cost = catalog.offers[number].cost(of: TokenUsage(input: input, output: output), at: instant, tier: tier)
    return try #require(cost.amount, "\(offer): \(cost)")
  }

  /// Dollars per million tokens in and out, as two independent lists have them in November 2026.
  @Test(
    "list prices per million tokens are exact",
    arguments: [
      ("openai/gpt-6-luna@openai", "$0.10", "$0.50"),
      ("openai/gpt-6.1-terra@openai", "$1.00", "$5.00"),
      ("openai/gpt-6.1-sol@openai", "$2.00", "$10.00"),
      ("openai/gpt-6-astra@openai", "$10.00", "$50.00"),
      ("anthropic/claude-haiku-5-5@anthropic", "$0.10", "$0.50"),
      ("anthropic/claude-sonnet-5-5@anthropic", "$2.00", "$10.00"),
      ("anthropic/claude-opus-5-5@anthropic", "$4.00", "$20.00"),
      ("moonshotai/kimi-k3@moonshot", "$3.00", "$15.00"),
      ("moonshotai/kimi-k3.1-pro@moonshot", "$2.00", "$10.00"),
      ("alibaba/qwen3.8-max@alibaba-intl", "$2.00", "$6.00"),
      ("alibaba/qwen3.8-flash@alibaba-intl", "$0.15", "$0.47"),
      ("zai/glm-5.3@zai", "$1.40", "$4.40"),
      ("zai/glm-5.3-flash@zai", "$0.15", "$0.50"),
      ("deepseek/deepseek-v4-pro@deepseek", "$0.66", "$1.98"),
      ("moonshotai/kimi-k3@fireworks/US", "$4.50", "$22.50"),
      ("deepseek/deepseek-v4.1-flash@fireworks/US", "$0.45", "$1.80"),
      ("zai/glm-5.3@fireworks/US", "$2.10", "$6.60"),
      ("moonshotai/kimi-k3@bedrock/US", "$3.30", "$16.50"),
      ("openai/gpt-6-luna@openai-eu", "$0.11", "$0.55"),
    ])
  func listPrice(_ offer: String, _ input: String, _ output: String) throws {
    // A hundred prompts of 10,000 tokens stay below every threshold.
    #expect(NanoDollars(try cost(offer, input: 10_000).amount * 100).description == input)
    #expect(NanoDollars(try cost(offer, input: 0, output: 10_000).amount * 100).description == output)
  }

  @Test("a million tokens in and a million out cost 60 cents on gpt-6-luna in prompts below the threshold")
  func lunaCosts() throws {
    let quarter = try cost("openai/gpt-6-luna@openai", input: 250_000, output: 250_000)
    #expect(NanoDollars(quarter.amount * 4).description == "$0.60")
  }

  @Test("past 272,000 prompt tokens every token of gpt-6-luna is dearer")
  func lunaThreshold() throws {
    #expect(try cost("openai/gpt-6-luna@openai", input: 272_000).amount == 27_200_000)
    #expect(try cost("openai/gpt-6-luna@openai", input: 272_001).amount == 54_400_200)
    #expect(try cost("openai/gpt-6-luna@openai", input: 272_001, output: 1000).amount == 54_400_200 + 750_000)
  }

  @Test("one token past 100,000 makes the whole prompt of Haiku 5.5 five times as dear")
  func haikuThreshold() throws {
    #expect(try cost("anthropic/claude-haiku-5-5@anthropic", input: 100_000).amount == 10_000_000)
    #expect(try cost("anthropic/claude-haiku-5-5@anthropic", input: 100_001).amount == 50_000_500)
  }

  @Test(
    "DeepSeek's peak hours cost twice as much, on weekdays only",
    arguments: [
      ("2026-11-23T00:59Z", 1), ("2026-11-23T01:00Z", 2), ("2026-11-23T03:59Z", 2), ("2026-11-23T04:00Z", 1),
      ("2026-11-23T06:00Z", 2), ("2026-11-23T09:59Z", 2), ("2026-11-23T10:00Z", 1),
      ("2026-11-27T02:00Z", 2), ("2026-11-28T02:00Z", 1), ("2026-11-29T07:00Z", 1),
    ])
  func peakHours(_ instant: String, _ factor: Int64) throws {
    let offer = "deepseek/deepseek-v4-flash@deepseek"
    #expect(try cost(offer, input: 1_000_000, at: instant).amount == 150_000_000 * factor)
    #expect(try cost(offer, input: 0, output: 1_000_000, at: instant).amount == 600_000_000 * factor)
  }

  @Test(
    "prices of the past stand at their dates",
    arguments: [
      ("deepseek/deepseek-v4-flash@deepseek", "2026-06-01T12:00Z", 140_000_000),
      ("deepseek/deepseek-v4-flash@deepseek", "2026-08-20T12:00Z", 220_000_000),
      ("deepseek/deepseek-v4-flash@deepseek", "2026-08-22T02:00Z", 440_000_000),
      ("deepseek/deepseek-v4-flash@deepseek", "2026-08-29T02:00Z", 220_000_000),
      ("deepseek/deepseek-v4-pro@deepseek", "2026-05-01", 1_740_000_000),
      ("deepseek/deepseek-v4-pro@deepseek", "2026-07-01", 435_000_000),
      ("zai/glm-5.3-flash@zai", "2026-09-01", 75_000_000),
      ("moonshotai/kimi-k3@fireworks/US", "2026-08-15", 3_300_000_000),
      ("mistral/mistral-large-4@mistral", "2026-10-25", 1_360_000_000),
      ("mistral/mistral-large-4@mistral", "2026-11-23", 700_000_000),
    ])
  func pastPrices(_ offer: String, _ instant: String, _ expected: Int64) throws {
    #expect(try cost(offer, input: 100_000, at: instant).amount * 10 == expected)
  }

  @Test("announced prices begin on their day")
  func futurePrices() throws {
    let offer = "google/gemini-3.8-flash@google"
    #expect(try cost(offer, input: 1_000_000, at: "2026-12-31T23:59Z").amount == 750_000_000)
    #expect(try cost(offer, input: 1_000_000, at: "2027-01-01").amount == 1_500_000_000)
    #expect(try cost("google/gemini-4-argon@google", input: 1_000_000, at: "2026-12-01").amount == 4_000_000_000)
  }

  @Test("batch, flex and priority have their own prices, past the threshold too")
  func tiers() throws {
    let offer = "openai/gpt-6.1-sol@openai"
    #expect(try cost(offer, input: 100_000, tier: .batch).amount == 100_000_000)
    #expect(try cost(offer, input: 100_000, tier: .flex).amount == 100_000_000)
    #expect(try cost(offer, input: 100_000, tier: .priority).amount == 400_000_000)
    #expect(try cost(offer, input: 300_000, tier: .priority).amount == 2_400_000_000)
  }

  @Test("cache writes at two lifetimes and cache reads have their own prices")
  func caches() throws {
    let number = try #require(catalog.offerNumber("anthropic/claude-opus-5-5@anthropic"))
    let usage = TokenUsage(cacheRead: 1000, cacheWriteShort: 1000, cacheWriteLong: 1000)
    let cost = catalog.offers[number].cost(of: usage, at: Timestamp(year: 2026, month: 11, day: 23))
    #expect(cost == .known(NanoDollars(200_000 + 5_000_000 + 8_000_000)))
  }
}
