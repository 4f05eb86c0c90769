import Catalog
import Testing

@Suite("properties of every price")
struct PricePropertyTests {
  static let seeds: [UInt64] = Array(1...8)

  private static func rate(_ random: inout SeededGenerator) -> TokenRate {
    let scale = [1, 1000, 1_000_000, 1_000_000_000, 1_000_000_000_000].randomElement(using: &random) ?? 1
    return TokenRate(nanoDollarsPerMillion: Int64.random(in: 0...1000, using: &random) * Int64(scale))
  }

  private static func card(_ random: inout SeededGenerator) -> RateCard {
    var card = RateCard()
    for kind in TokenKind.allCases { card[kind] = rate(&random) }
    return card
  }

  private static func usage(_ random: inout SeededGenerator) -> TokenUsage {
    let most = [1, 100, 1_000_000, 1_000_000_000].randomElement(using: &random) ?? 1
    func count() -> Int { Int.random(in: 0...most, using: &random) }
    return TokenUsage(
      input: count(), cacheRead: count(), cacheWriteShort: count(), cacheWriteLong: count(), output: count(),
      reasoning: count())
  }

  @Test("a cost is the exact sum rounded up once to the next nano-dollar", arguments: seeds)
  func exactSum(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let (card, usage) = (Self.card(&random), Self.usage(&random))
      let ppm: Int64 = [1_000_000, 1_100_000, 1_500_000, 333_333, 1].randomElement(using: &random) ?? 1
      var exact = Int128(0)
      for kind in TokenKind.allCases {
        exact += Int128(usage[kind]) * Int128(card[kind]?.nanoDollarsPerMillion ?? 0) * Int128(ppm)
      }
      let expected = (exact + 999_999_999_999) / 1_000_000_000_000
      let cost = card.cost(of: usage, multiplierPPM: ppm)
      #expect(cost == nano(Int64(clamping: expected)), "seed \(seed): \(card) \(usage) × \(ppm)")
    }
  }

  @Test(
    "the whole costs at most its parts, which are each rounded up, and less than one nano-dollar a part below",
    arguments: seeds)
  func partsAndWhole(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<1000 {
      let (card, usage) = (Self.card(&random), Self.usage(&random))
      let whole = try #require(card.cost(of: usage).amount).amount
      var parts: Int64 = 0
      for kind in TokenKind.allCases {
        var part = TokenUsage()
        switch kind {
        case .input: part.input = usage.input
        case .cacheRead: part.cacheRead = usage.cacheRead
        case .cacheWriteShort: part.cacheWriteShort = usage.cacheWriteShort
        case .cacheWriteLong: part.cacheWriteLong = usage.cacheWriteLong
        case .output: part.output = usage.output
        case .reasoning: part.reasoning = usage.reasoning
        }
        parts += try #require(card.cost(of: part).amount).amount
      }
      #expect(whole <= parts && whole > parts - 6, "seed \(seed): \(card) \(usage)")
    }
  }

  @Test("one more token of any kind never makes a request cheaper", arguments: seeds)
  func monotone(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<1000 {
      let card = Self.card(&random)
      let less = Self.usage(&random)
      var more = less
      more.input += Int.random(in: 0...1, using: &random)
      more.cacheRead += Int.random(in: 0...1, using: &random)
      more.output += Int.random(in: 0...100, using: &random)
      more.reasoning += Int.random(in: 0...100, using: &random)
      let (low, high) = (try #require(card.cost(of: less).amount), try #require(card.cost(of: more).amount))
      #expect(low <= high, "seed \(seed): \(card) \(less) \(more)")
    }
  }

  @Test("the largest numbers saturate instead of trapping, and negative counts are nothing")
  func extremes() {
    let dear = RateCard(
      input: TokenRate(nanoDollarsPerMillion: .max), cacheRead: TokenRate(nanoDollarsPerMillion: .max),
      output: TokenRate(nanoDollarsPerMillion: .max))
    let all = TokenUsage(input: .max, cacheRead: .max, output: .max)
    #expect(dear.cost(of: all, multiplierPPM: .max) == nano(.max))
    #expect(all.prompt == .max)
    #expect(dear.cost(of: TokenUsage(input: .min, output: -1)) == nano(0))
    #expect(TokenUsage(input: -5, cacheRead: 7).prompt == 7)
    let cheap = RateCard(input: TokenRate(nanoDollarsPerMillion: 1))
    #expect(cheap.cost(of: TokenUsage(input: 1)) == nano(1))
    #expect(cheap.cost(of: TokenUsage(input: 1_000_000)) == nano(1))
    #expect(cheap.cost(of: TokenUsage(input: 1_000_001)) == nano(2))
  }

  @Test("a breakdown adds up to the cost", arguments: seeds)
  func breakdown(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let offer = try SmallCatalog.offer("lab/sol@alpha")
    for _ in 0..<200 {
      let usage = Self.usage(&random)
      let breakdown = offer.breakdown(of: usage, at: at("2026-11-23"))
      let product = try #require(breakdown.product)
      let rounded = (product.units + 999_999_999_999) / 1_000_000_000_000
      #expect(breakdown.cost == nano(Int64(clamping: rounded)), "seed \(seed): \(usage)")
    }
  }
}
