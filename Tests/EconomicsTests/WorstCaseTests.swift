import Catalog
import Economics
import Testing

@Suite("The worst case of a request")
struct WorstCaseTests {
  private static let start = Timestamp(year: 2026, month: 1, day: 1)
  private static let now = Timestamp(year: 2026, month: 11, day: 23)

  private static func offer(_ card: RateCard) -> Offer {
    Offer(
      id: "m@p", model: "m", provider: "p", region: "US", upstreamModel: "m", terms: ContractTerms(),
      capabilities: [], contextTokens: 200_000, maxOutputTokens: 8000,
      prices: [DatedPrice(from: start, base: card, citation: Citation(source: "test", asOf: start))])
  }

  private static func rate(_ dollarsPerMillion: Int64) -> TokenRate {
    TokenRate(nanoDollarsPerMillion: dollarsPerMillion * 1_000_000_000)
  }

  @Test("prompt tokens are priced at the dearest way in which they can be billed")
  func prompt() {
    let offer = Self.offer(
      RateCard(
        input: Self.rate(3), cacheRead: Self.rate(1), cacheWriteShort: Self.rate(4), cacheWriteLong: Self.rate(6),
        output: Self.rate(15)))
    let cost = worstCase(promptTokens: 1_000_000, maxOutputTokens: 0, choices: 1, offer: offer, at: Self.now)
    #expect(cost == .known(NanoDollars(6_000_000_000)))
  }

  @Test("each choice may use all answer tokens, at the dearer of visible and hidden ones")
  func answers() {
    let offer = Self.offer(RateCard(input: Self.rate(1), output: Self.rate(10), reasoning: Self.rate(12)))
    let cost = worstCase(promptTokens: 0, maxOutputTokens: 500_000, choices: 3, offer: offer, at: Self.now)
    #expect(cost == .known(NanoDollars(18_000_000_000)))
  }

  @Test("without a rate the worst case is unknown, never zero")
  func unknown() {
    let noOutput = Self.offer(RateCard(input: Self.rate(1)))
    let noInput = Self.offer(RateCard(output: Self.rate(1)))
    #expect(worstCase(promptTokens: 5, maxOutputTokens: 5, choices: 1, offer: noOutput, at: Self.now).amount == nil)
    #expect(worstCase(promptTokens: 5, maxOutputTokens: 5, choices: 1, offer: noInput, at: Self.now).amount == nil)
    #expect(worstCase(promptTokens: 5, maxOutputTokens: 0, choices: 1, offer: noOutput, at: Self.now).amount != nil)
  }

  @Test("a tier counts as the dearer of itself and standard, and one without a price makes the worst case unknown")
  func tiers() {
    var offer = Self.offer(RateCard(input: Self.rate(2), output: Self.rate(10)))
    var prices = offer.prices
    prices[0].variants = [
      PriceVariant(tier: .priority, card: RateCard(input: Self.rate(4), output: Self.rate(20))),
      PriceVariant(tier: .flex, card: RateCard(input: Self.rate(1), output: Self.rate(5))),
    ]
    offer.prices = prices
    func cost(_ tier: String?) -> Int64? {
      worstCase(
        promptTokens: 1_000_000, maxOutputTokens: 1_000_000, choices: 1, offer: offer, at: Self.now, tier: tier
      ).amount.map { $0.amount / 1_000_000_000 }
    }
    #expect(cost(nil) == 12)
    #expect(cost("priority") == 24)
    #expect(cost("flex") == 12)
    #expect(cost("auto") == 24)
    #expect(cost("ultrafast") == nil)
    #expect(cost("scale") == nil)
  }

  @Test("a tool of the provider's counts as often as it may be used, with the tokens that it adds, or is unknown")
  func tools() {
    var offer = Self.offer(RateCard(input: Self.rate(1), output: Self.rate(1)))
    func cost(_ tools: [ServerToolUse]) -> Cost {
      worstCase(promptTokens: 100, maxOutputTokens: 0, choices: 1, offer: offer, at: Self.now, tools: tools)
    }
    #expect(cost([ServerToolUse(.webSearch, count: 2)]).amount == nil)
    offer.toolFees = [
      ToolFee(tool: .webSearch, perUse: NanoDollars(10_000_000), citation: Citation(source: "test", asOf: Self.start))
    ]
    let tokens = Int64(100 + 2 * TokenBound.perUse(.webSearch)) * 1_000
    #expect(cost([ServerToolUse(.webSearch, count: 2)]) == .known(NanoDollars(tokens + 20_000_000)))
    #expect(cost([ServerToolUse(.webSearch, count: .max)]).amount != nil)
    #expect(cost([ServerToolUse(.webSearch, count: 1), ServerToolUse(.webFetch, count: 1)]).amount == nil)
  }

  @Test("no usage within the bounds costs more than the worst case")
  func dominates() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<2000 {
      func random() -> TokenRate {
        TokenRate(nanoDollarsPerMillion: .random(in: 0...80_000_000_000, using: &generator))
      }
      let offer = Self.offer(
        RateCard(
          input: random(), cacheRead: random(), cacheWriteShort: random(), cacheWriteLong: random(), output: random(),
          reasoning: random()))
      var prompt = Int.random(in: 0...100_000, using: &generator)
      var answer = Int.random(in: 0...50_000, using: &generator)
      let bound = worstCase(promptTokens: prompt, maxOutputTokens: answer, choices: 1, offer: offer, at: Self.now)
      func part(_ whole: inout Int) -> Int {
        let part = Int.random(in: 0...whole, using: &generator)
        whole -= part
        return part
      }
      let usage = TokenUsage(
        input: part(&prompt), cacheRead: part(&prompt), cacheWriteShort: part(&prompt), cacheWriteLong: part(&prompt),
        output: part(&answer), reasoning: part(&answer))
      guard let cost = offer.cost(of: usage, at: Self.now).amount, let most = bound.amount else {
        Issue.record("seed 11: a cost is unknown")
        return
      }
      #expect(cost <= most, "seed 11: \(usage)")
    }
  }

  @Test("counts beyond all reason saturate")
  func extremes() {
    let offer = Self.offer(RateCard(input: Self.rate(1), output: Self.rate(1)))
    let cost = worstCase(promptTokens: .max, maxOutputTokens: .max, choices: .max, offer: offer, at: Self.now)
    #expect(cost == .known(NanoDollars(.max)))
  }
}
