import Catalog
import Testing

@Suite("the dearest rates that a request may meet")
struct DearestRatesTests {
  @Test("a window or a dated price that begins within the hour counts already")
  func ahead() throws {
    let offer = try SmallCatalog.offer("lab/flash@beta")
    func input(_ text: String) -> Int64? {
      offer.dearestRates(at: at(text), promptTokenBound: 10).input?.nanoDollarsPerMillion
    }
    #expect(input("2026-11-23T00:00Z") == 300_000_000)
    #expect(input("2026-11-22T23:59Z") == 150_000_000)
    #expect(input("2026-11-23T03:59Z") == 300_000_000)
    #expect(input("2026-11-23T04:00Z") == 150_000_000)
    #expect(input("2026-12-31T22:59Z") == 150_000_000)
    #expect(input("2026-12-31T23:00Z") == 200_000_000)
  }

  @Test("a threshold counts once the bound can cross it")
  func thresholds() throws {
    let offer = try SmallCatalog.offer("lab/sol@alpha")
    func output(_ bound: Int) -> Int64? {
      offer.dearestRates(at: at("2026-11-23"), promptTokenBound: bound).output?.nanoDollarsPerMillion
    }
    #expect(output(272_000) == 10_000_000_000)
    #expect(output(272_001) == 15_000_000_000)
  }

  @Test("a kind that is unknown in one case that may come is unknown, and batch prices play no part")
  func unknown() throws {
    let offer = try SmallCatalog.offer("lab/flash@beta")
    #expect(offer.dearestRates(at: at("2026-11-23"), promptTokenBound: 10).cacheRead != nil)
    #expect(offer.dearestRates(at: at("2026-12-31T23:30Z"), promptTokenBound: 10).cacheRead == nil)
    #expect(
      try SmallCatalog.offer("lab/flash@own").dearestRates(at: at("2026-11-23"), promptTokenBound: 1) == RateCard())
    #expect(
      try SmallCatalog.offer("lab/flash@alpha/EU").dearestRates(at: at("2026-11-23"), promptTokenBound: 1).input?
        .nanoDollarsPerMillion == 450_000_000)
  }

  @Test(
    "they are exactly the maximum over every minute ahead and every size of prompt",
    arguments: Array(1...12) as [UInt64])
  func exhaustive(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let start = at("2026-11-23")
    for _ in 0..<25 {
      let offer = Self.offer(&random)
      let now = Timestamp(milliseconds: start.milliseconds + Int64.random(in: 0..<(4 * 1440), using: &random) * 60_000)
      let bound = Int.random(in: 0...50, using: &random)
      var expected: [TokenKind: TokenRate?] = [:]
      for minute in 0...60 {
        let moment = Timestamp(milliseconds: now.milliseconds + Int64(minute) * 60_000)
        for prompt in 0...bound {
          let rates = offer.rates(at: moment, promptTokens: prompt)
          for kind in TokenKind.allCases {
            let rate = rates?.card[kind]?.scaled(ppm: rates?.multiplierPPM ?? 1)
            guard let known = expected[kind] else {
              expected[kind] = .some(rate)
              continue
            }
            expected[kind] = .some(known.flatMap { known in rate.map { max(known, $0) } })
          }
        }
      }
      let found = offer.dearestRates(at: now, promptTokenBound: bound)
      for kind in TokenKind.allCases {
        #expect(
          found[kind] == (expected[kind] ?? nil), "seed \(seed): \(kind) at \(now), bound \(bound): \(offer.prices)")
      }
    }
  }

  private static func offer(_ random: inout SeededGenerator) -> Offer {
    func card() -> RateCard {
      func rate() -> TokenRate { TokenRate(nanoDollarsPerMillion: Int64.random(in: 0...9999, using: &random)) }
      return RateCard(
        input: rate(), cacheRead: Int.random(in: 0..<9, using: &random) == 0 ? nil : rate(), output: rate())
    }
    let base = at("2026-11-22")
    let prices = (0..<Int.random(in: 1...3, using: &random)).map { number in
      DatedPrice(
        from: Timestamp(
          milliseconds: base.milliseconds + Int64(number * 2000 + Int.random(in: 0..<900, using: &random)) * 60_000),
        base: card(),
        variants: (0..<Int.random(in: 0...4, using: &random)).map { _ in
          PriceVariant(
            windows: Bool.random(using: &random)
              ? [
                PriceWindow(
                  start: Int.random(in: 0..<1440, using: &random), end: Int.random(in: 0...1440, using: &random),
                  weekdays: [1, 3, 4])
              ]
              : [],
            abovePromptTokens: Bool.random(using: &random) ? Int.random(in: 0...50, using: &random) : nil,
            tier: [nil, nil, .standard, .batch].randomElement(using: &random) ?? nil, card: card())
        }, multiplierPPM: [1_000_000, 1_100_001].randomElement(using: &random) ?? 1,
        citation: Citation(source: "a test", asOf: base))
    }
    return Offer(
      id: "a/b@c", model: "a/b", provider: "c", region: "US", upstreamModel: "b", terms: [], capabilities: [.chat],
      contextTokens: 1, maxOutputTokens: 1, prices: prices)
  }
}
