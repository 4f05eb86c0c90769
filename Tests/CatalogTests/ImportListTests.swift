import Testing

@testable import Catalog

private func dollars(_ rate: TokenRate?) -> String? { rate?.description }

@Suite("reading price lists")
struct ImportListTests {
  private func read(_ text: String) throws -> PriceList { try PriceList.read(Array(text.utf8), file: "list") }

  private func offer(_ list: PriceList, _ provider: ProviderID, _ name: String) throws -> ImportedOffer {
    try #require(list.offers.first { $0.provider == provider && $0.upstreamModel == name })
  }

  @Test(
    "the kind of list shows from its content",
    arguments: [
      (ImportFixtures.liteLLM, PriceList.Format.liteLLM), (ImportFixtures.genAI, .genAIPrices),
      (ImportFixtures.modelsDev, .modelsDev), (ImportFixtures.table, .modelsDevTable),
      (#"{"lab/model": {"limit": {"context": 1}, "modalities": {"input": ["text"]}}}"#, .modelsDevModels),
      (#"{"host": {"api": "https://x.example", "env": ["KEY"], "npm": "y"}}"#, .modelsDevProviders),
    ])
  func format(_ text: String, _ format: PriceList.Format) throws { #expect(try read(text).format == format) }

  @Test(
    "what is no price list is refused with what would be one",
    arguments: ["{}", "[]", "[1]", #"{"a": 1}"#, #"{"a": {"b": 1}}"#, "", "   ", "name,price\nx,1\n", "\u{FEFF}"])
  func refused(_ text: String) { #expect(throws: ImportError.self) { try read(text) } }

  @Test("LiteLLM's prices per token become exact prices per million")
  func liteLLMPrices() throws {
    let list = try read(ImportFixtures.liteLLM)
    #expect(list.entries == 17)
    let sol = try offer(list, "openai", "sol-1")
    let price = try #require(sol.prices.first)
    #expect(dollars(price.base.input) == "$2.00/M")
    #expect(dollars(price.base.cacheWriteShort) == "$2.50/M")
    #expect(dollars(price.base.cacheWriteLong) == "$4.00/M")
    #expect(price.thresholds.map(\.promptTokens) == [272_000])
    #expect(dollars(price.thresholds.first?.card.output) == "$15.00/M")
    #expect(dollars(price.thresholds.first?.card.cacheRead) == "$0.10/M", "a kind without a step keeps its rate")
    #expect(dollars(price.tiers[.batch]?.card.input) == "$1.00/M")
    #expect(price.tiers[.batch]?.thresholds.isEmpty == true)
    #expect(dollars(price.tiers[.priority]?.thresholds.first?.card.output) == "$30.00/M")
    #expect(price.tiers[.flex] == nil)
    #expect(sol.contextTokens == 922_000)
    #expect(sol.retires == Timestamp(year: 2028, month: 3, day: 11))
    let host = try offer(list, "fireworks", "accounts/fireworks/models/flash-1")
    #expect(dollars(host.prices.first?.base.output) == "$0.60/M")
  }

  @Test("LiteLLM's uplift for a region is an offer of its own")
  func liteLLMUplift() throws {
    let list = try read(ImportFixtures.liteLLM)
    #expect(try offer(list, "openai-eu", "sol-1").prices.first?.multiplierPPM == 1_100_000)
    #expect(!list.offers.contains { $0.provider == "openai-us" })
  }

  @Test("LiteLLM's names tell provider and region")
  func liteLLMNames() throws {
    let list = try read(ImportFixtures.liteLLM)
    #expect(try offer(list, "azure", "sol-1").region == "EU")
    #expect(try offer(list, "bedrock", "us.maker.sol-1").region == "US")
    #expect(try offer(list, "together", "maker/Flash-1").region == nil)
    #expect(try offer(list, "openai", "embed-1").isEmbedding)
  }

  @Test("LiteLLM's off-peak hours are another card in windows of the week")
  func liteLLMOffPeak() throws {
    let price = try #require(try offer(read(ImportFixtures.liteLLM), "deepseek", "flash-1").prices.first)
    #expect(price.base.cacheWriteShort == nil, "a cache write at nothing is no price")
    func input(_ instant: String) -> String? {
      Timestamp(instant).flatMap { dollars(price.rate(.input, at: $0, promptTokens: 0)) }
    }
    #expect(input("2026-11-23T02:00Z") == "$0.30/M")
    #expect(input("2026-11-23T05:00Z") == "$0.15/M")
    #expect(input("2026-11-23T23:59Z") == "$0.15/M")
    #expect(input("2026-11-28T02:00Z") == "$0.15/M")
    #expect(input("2026-11-29T23:59Z") == "$0.15/M")
  }

  @Test("LiteLLM's steps of prompt length are thresholds")
  func liteLLMSteps() throws {
    let price = try #require(try offer(read(ImportFixtures.liteLLM), "alibaba-intl", "steps").prices.first)
    #expect(dollars(price.base.input) == "$0.05/M")
    #expect(price.thresholds.map(\.promptTokens) == [256_000])
    #expect(dollars(price.thresholds.first?.card.output) == "$2.00/M")
  }

  @Test("wrong entries are left out, each with its place and reason")
  func liteLLMFindings() throws {
    let list = try read(ImportFixtures.liteLLM)
    #expect(list.findings.map(\.entry) == ["wrong", "giant", "negative", "nobody", "list"])
    #expect(list.findings[0].message.contains("is a string, but a number is expected"))
    #expect(list.findings[1].message.contains("1e300"))
    let bytes = Array(ImportFixtures.liteLLM.utf8)
    let place = list.findings[1].offset
    #expect(String(decoding: bytes[place..<place + 5], as: UTF8.self) == "1e300")
    #expect(list.skipped["is for image_generation"] == 1)
    #expect(list.skipped["listed at nothing"] == 1)
  }

  @Test("genai-prices brings history, future prices, steps and batch prices")
  func genAI() throws {
    let list = try read(ImportFixtures.genAI)
    let sol = try offer(list, "openai", "sol-1")
    #expect(sol.prices.map { $0.from?.dayText } == [nil, "2026-08-21", "2027-01-01"])
    #expect(sol.prices.map { dollars($0.base.input) } == ["$5.00/M", "$2.00/M", "$3.00/M"])
    #expect(dollars(sol.prices[0].thresholds.first?.card.output) == "$30.00/M")
    #expect(dollars(sol.prices[1].thresholds.first?.card.output) == "$15.00/M")
    #expect(sol.prices.map { dollars($0.tiers[.batch]?.card.input) } == [nil, "$1.00/M", nil])
    let flash = try offer(list, "deepseek", "flash-1")
    #expect(flash.prices.map { $0.hours.count } == [0, 1])
    #expect(flash.prices.last?.hours.first?.windows == [PriceWindow(start: 60, end: 240, weekdays: Set(1...7))])
    #expect(list.skipped["deprecated"] == 1)
    #expect(list.skipped["has no price for text"] == 1)
    #expect(list.findings.map(\.entry) == ["openai/bad-1", ""])
  }

  @Test("models.dev is read from its api.json and from a table")
  func modelsDev() throws {
    let api = try read(ImportFixtures.modelsDev)
    let table = try read(ImportFixtures.table)
    for list in [api, table] {
      let sol = try offer(list, "openai", "sol-1")
      #expect(dollars(sol.prices.first?.base.output) == "$10.00/M")
      #expect(dollars(sol.prices.first?.thresholds.first?.card.input) == "$4.00/M")
      #expect(sol.maxOutputTokens == 128_000)
      #expect(dollars(try offer(list, "together", "maker/Flash-1").prices.first?.base.input) == "$0.14/M")
      #expect(list.skipped["listed at nothing"] == 1)
      #expect(list.skipped["deprecated"] == 1)
    }
    #expect(try offer(api, "openai", "sol-1").prices.first?.thresholds.map(\.promptTokens) == [200_000])
    #expect(try offer(table, "openai", "sol-1").prices.first?.thresholds.map(\.promptTokens) == [272_000])
    #expect(api.findings.map(\.entry) == ["openai/odd"])
    #expect(table.findings.map(\.entry) == ["openai/odd", "openai/short", "openai/broken"])
  }

  @Test("a table whose quotes do not close is refused with their place")
  func openQuote() {
    #expect { try read(ImportFixtures.table + "\nopenai,x,,,,1,1,,,,\"[") } throws: {
      ($0 as? ImportError)?.offset == ImportFixtures.table.utf8.count + 20
    }
  }
}
