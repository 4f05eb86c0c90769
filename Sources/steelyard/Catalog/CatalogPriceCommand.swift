import ArgumentParser
import Catalog

/// `steelyard catalog price`: what a request costs, with the arithmetic.
struct CatalogPriceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "price", abstract: "Prices a request on one offer line by line, or on every offer of a model.")

  @OptionGroup var catalog: CatalogOptions
  @Argument(help: "An offer's id for the arithmetic, or a model's id or alias to compare its offers.") var name: String
  @Option(help: "Prompt tokens that no cache served.") var input = 0
  @Option(help: "Tokens of the visible answer.") var output = 0
  @Option(help: "Prompt tokens read from a cache.") var cacheRead = 0
  @Option(name: .customLong("cache-write-5m"), help: "Prompt tokens written to a short-lived cache.")
  var cacheWriteShort = 0
  @Option(name: .customLong("cache-write-1h"), help: "Prompt tokens written to a long-lived cache.")
  var cacheWriteLong = 0
  @Option(help: "Tokens of hidden reasoning.") var reasoning = 0
  @Option(help: "standard, batch, flex or priority.") var tier: TierArgument = .standard
  @Option(help: "table, csv or json.") var format: OutputFormat = .table

  enum TierArgument: String, CaseIterable, ExpressibleByArgument { case standard, batch, flex, priority }

  private var usage: TokenUsage {
    TokenUsage(
      input: input, cacheRead: cacheRead, cacheWriteShort: cacheWriteShort, cacheWriteLong: cacheWriteLong,
      output: output, reasoning: reasoning)
  }

  func validate() throws {
    guard TokenKind.allCases.allSatisfy({ usage[$0] >= 0 }) else {
      throw ValidationError("token counts cannot be negative")
    }
    guard usage.prompt > 0 || usage.completion > 0 else {
      throw ValidationError("nothing to price: give --input, --output or another count of tokens")
    }
  }

  func run() throws {
    let catalog = try catalog.load()
    let instant = self.catalog.instant
    let tier = ServiceTier(rawValue: tier.rawValue) ?? .standard
    let offers = try catalog.offers(named: name)
    if catalog.offerNumber(name) != nil, let offer = offers.first {
      let receipt = PriceReceipt(offer: offer, usage: usage, instant: instant, tier: tier, catalog: catalog)
      print(receipt.render(format), terminator: "")
    } else {
      print(comparison(of: offers, at: instant, tier).render(format), terminator: "")
    }
  }

  private func comparison(of offers: [Offer], at instant: Timestamp, _ tier: ServiceTier) -> TextTable {
    var table = TextTable([
      .init("offer"), .init("cost USD", .right), .init("holds for"), .init("from"), .init("source"), .init("as of"),
    ])
    let priced = offers.map { (offer: $0, cost: $0.cost(of: usage, at: instant, tier: tier)) }
    let dearest = NanoDollars(.max)
    for (offer, cost) in priced.sorted(by: { ($0.cost.amount ?? dearest) < ($1.cost.amount ?? dearest) }) {
      let applicable = offer.applicablePrice(at: instant, promptTokens: usage.prompt, tier: tier)
      let citation = applicable?.price.citation ?? offer.citation
      table.add([
        offer.id, CostText.figure(cost), applicable.map { PriceConditions.text($0.variant) } ?? "no price",
        applicable?.price.from.dayText ?? "", citation?.source ?? "", citation?.asOf.dayText ?? "",
      ])
    }
    return table
  }
}
