import Catalog
import Economics
import Testing

@Suite("What the tokens of a typical request cost")
struct TokenPriceTests {
  private func offer(_ id: OfferID) throws -> Offer {
    let catalog = try SmallWorld.catalog()
    return catalog.offers[try #require(catalog.offerNumber(id))]
  }

  private func dollars(_ id: OfferID, _ shape: TokenShape, at day: Timestamp = SmallWorld.day) throws -> Double {
    try offer(id).tokenPrice(of: shape, at: day).dollars
  }

  @Test("tokens times rates")
  func plain() throws {
    #expect(abs(try dollars("top/large@north", TokenShape(input: 1000, output: 1000)) - 0.06) < 1e-9)
    #expect(abs(try dollars("free/large@south", TokenShape(input: 1000, output: 1000)) - 0.00375) < 1e-9)
  }

  @Test("cached tokens cost the cache's rate where there is one, and the plain rate elsewhere")
  func cache() throws {
    let shape = TokenShape(input: 1000, output: 0, cachedShare: 0.4)
    #expect(abs(try dollars("top/large@north", shape) - (600 * 10 + 400 * 1) * 1e-6) < 1e-9)
    #expect(abs(try dollars("top/tiny@north", shape) - 1000 * 1e-6) < 1e-9)
  }

  @Test("what can wait is billed at the batch tier where there is one")
  func batch() throws {
    let shape = TokenShape(input: 1000, output: 1000, batchShare: 0.5)
    #expect(abs(try dollars("top/large@north", shape) - 0.06 * 0.75) < 1e-9)
    #expect(abs(try dollars("top/tiny@north", shape) - 0.006) < 1e-9)
  }

  @Test("hours of the week count by their length, whenever it is asked")
  func windows() throws {
    // Thirty of 168 hours at twice the price.
    let expected = 0.0025 * (1 + 30.0 / 168)
    let shape = TokenShape(input: 1000, output: 1000)
    #expect(abs(try dollars("free/large@east", shape) - expected) < 1e-8)
    let monday = Timestamp(milliseconds: Timestamp(year: 2026, month: 11, day: 23).milliseconds + 7 * 3_600_000)
    #expect(abs(try dollars("free/large@east", shape, at: monday) - expected) < 1e-8)
  }

  @Test("reasoning without a rate of its own is output")
  func reasoning() throws {
    let with = try dollars("top/tiny@north", TokenShape(input: 0, output: 100, reasoning: 900))
    #expect(abs(with - 0.005) < 1e-9)
  }

  @Test("a price that is not known is thrown, with what is missing")
  func unknown() throws {
    let priceless = try offer("free/priceless@south")
    #expect(throws: UnknownTokenPrice(missing: [.output])) {
      try priceless.tokenPrice(of: TokenShape(input: 10, output: 10), at: SmallWorld.day)
    }
    let large = try offer("top/large@north")
    #expect(throws: UnknownTokenPrice(missing: [])) {
      try large.tokenPrice(of: TokenShape(input: 10, output: 10), at: Timestamp(year: 2026, month: 10, day: 1))
    }
  }

  @Test("the price that holds counts, and the announced one is told")
  func dated() throws {
    var offer = try offer("top/tiny@north")
    var next = offer.prices[0]
    next.from = Timestamp(year: 2026, month: 12, day: 1)
    next.multiplierPPM = 2_000_000
    offer.prices.append(next)
    let shape = TokenShape(input: 1000, output: 1000)
    #expect(abs(try offer.tokenPrice(of: shape, at: SmallWorld.day).dollars - 0.006) < 1e-9)
    let announced = try #require(offer.nextTokenPrice(of: shape, after: SmallWorld.day))
    #expect(announced.from == next.from && abs(announced.dollars - 0.012) < 1e-9)
  }

  @Test("counts and shares outside their ranges do not trap")
  func hostile() {
    let shape = TokenShape(
      input: -5, output: .max, reasoning: .max, cachedShare: .nan, cacheWriteShare: 7, batchShare: -1)
    #expect(shape.input == 0 && shape.total == .max && shape.batchShare == 0)
    let card = RateCard(input: TokenRate(nanoDollarsPerMillion: 1), output: TokenRate(nanoDollarsPerMillion: 1))
    #expect(shape.usage(billedBy: card).output == .max)
  }
}
