import ArgumentParser
import Catalog

/// `steelyard catalog list`: one line for each offer with its rates now.
struct CatalogListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists offers with their rates in USD per million tokens.")

  @OptionGroup var catalog: CatalogOptions
  @Option(help: "Only open or only closed weights.") var weights: WeightsArgument?
  @Option(help: "Only models made in this country (ISO 3166-1 alpha-2).") var origin: String?
  @Option(help: "Only offers of this provider.") var provider: String?
  @Option(help: "Only models whose id or alias has this text.") var model: String?
  @Option(help: "Only offers served from this region: a country, EU, global or self.") var region: String?
  @Option(help: "table, csv or json.") var format: OutputFormat = .table

  enum WeightsArgument: String, CaseIterable, ExpressibleByArgument { case open, closed }

  func run() throws {
    let catalog = try catalog.load()
    let instant = self.catalog.instant
    try validate(against: catalog)
    var table = TextTable([
      .init("offer"), .init("weights"), .init("origin"), .init("seat"), .init("region"),
      .init("input USD/Mtok", .right), .init("cached USD/Mtok", .right), .init("output USD/Mtok", .right),
      .init("changes with"), .init("source"), .init("as of"),
    ])
    for offer in catalog.offers {
      guard let model = catalog.model(offer.model), let provider = catalog.provider(offer.provider),
        isWanted(offer, model)
      else { continue }
      let number = offer.priceNumber(at: instant)
      let rates = offer.rates(at: instant, promptTokens: 0).map { $0.card.scaled(ppm: $0.multiplierPPM) }
      let citation = number.map { offer.prices[$0].citation } ?? offer.citation
      table.add([
        offer.id, model.weights.rawValue, model.origin, provider.seat, offer.region,
        RateText.figure(rates?.input), RateText.figure(rates?.cacheRead), RateText.figure(rates?.output),
        PriceConditions.summary(of: offer, at: instant), citation?.source ?? "", citation?.asOf.dayText ?? "",
      ])
    }
    print(table.render(format), terminator: "")
  }

  private func isWanted(_ offer: Offer, _ model: Model) -> Bool {
    if let weights, model.weights.rawValue != weights.rawValue { return false }
    if let origin, model.origin != origin.uppercased() { return false }
    if let provider, offer.provider != provider { return false }
    if let region, offer.region.lowercased() != region.lowercased() { return false }
    guard let wanted = self.model?.lowercased() else { return true }
    return ([model.id] + model.aliases).contains { $0.lowercased().contains(wanted) }
  }

  private func validate(against catalog: Catalog) throws {
    if let provider, catalog.provider(provider) == nil {
      throw ValidationError(
        "no provider is called '\(provider)'; known: \(catalog.providers.map(\.id).joined(separator: ", "))")
    }
    if let origin, !CountryCodes.all.contains(origin.uppercased()) {
      throw ValidationError("'\(origin)' is not an ISO 3166-1 alpha-2 country code such as CN")
    }
  }
}
