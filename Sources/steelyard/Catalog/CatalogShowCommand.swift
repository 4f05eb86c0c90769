import ArgumentParser
import Catalog
import Economics

/// `steelyard catalog show`: everything known about a model or an offer.
struct CatalogShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows all facts about one model or one offer, with all its dated prices.")

  @OptionGroup var catalog: CatalogOptions
  @Argument(help: "A model's id or alias, or an offer's id (model@provider/region).") var name: String
  @Option(help: "How prices are printed: table, csv or json.") var format: OutputFormat = .table

  func run() throws {
    let catalog = try catalog.load()
    let offers = try catalog.offers(named: name)
    let model = catalog.model(named: name) ?? offers.first.flatMap { catalog.model($0.model) }
    guard let model else { throw catalog.unknown(name) }
    let one = catalog.offerNumber(name).map { catalog.offers[$0] }
    if format == .table {
      print(Self.text(Self.facts(of: model, in: catalog)))
      if let one { print("\n" + Self.text(Self.facts(of: one, in: catalog))) }
      print("\nrates in USD per million tokens, region multiplier included")
    }
    print(Self.prices(of: offers).render(format), terminator: "")
  }

  private static func text(_ facts: [(String, String)]) -> String {
    let width = facts.map(\.0.count).max() ?? 0
    return facts.map { name, value in
      name + String(repeating: " ", count: width + 2 - name.count) + value
    }.joined(separator: "\n")
  }

  private static func facts(of model: Model, in catalog: Catalog) -> [(String, String)] {
    [
      ("model", "\(model.id) (\(model.name))"),
      ("origin", "\(model.lab), \(model.origin)"),
      ("weights", model.weights.rawValue + (model.weights == .open ? ", licence \(model.licence ?? "unknown")" : "")),
      ("tier", model.tier.rawValue),
      ("released", model.released?.dayText ?? "unknown"),
      ("ends", model.retires?.dayText ?? "not announced"),
      (
        "limits",
        "\(RateText.count(model.contextTokens)) tokens of context, \(RateText.count(model.maxOutputTokens)) of answer"
      ),
      ("can do", model.capabilities.labels.joined(separator: ", ")),
      ("also called", ([model.shortName] + model.aliases).joined(separator: ", ")),
      ("tokenizer", model.tokenizer ?? "unknown"),
      ("template adds", templateText(ChatTemplate(of: model))),
      ("source", catalog.text(model.citation)),
    ]
  }

  private static func templateText(_ template: ChatTemplate) -> String {
    let (bare, instructed) = (RateText.count(template.bare), RateText.count(template.instructed))
    return "at most \(bare) tokens" + (bare == instructed ? "" : ", \(instructed) beside instructions of the caller's")
  }

  private static func facts(of offer: Offer, in catalog: Catalog) -> [(String, String)] {
    let provider = catalog.provider(offer.provider)
    return [
      ("offer", offer.id),
      (
        "host", "\(provider?.name ?? offer.provider), legal seat \(provider?.seat ?? "unknown"), region \(offer.region)"
      ),
      ("contract", offer.terms.isEmpty ? "nothing known" : offer.terms.labels.joined(separator: ", ")),
      ("its name", offer.upstreamModel),
      ("speaks", provider.map { "\($0.dialect.rawValue) at \($0.baseURL ?? "an address that you give")" } ?? ""),
      ("key", provider?.keyVariable ?? "none"),
      (
        "limits",
        "\(RateText.count(offer.contextTokens)) tokens of context, \(RateText.count(offer.maxOutputTokens)) of answer"
      ),
      ("can do", offer.capabilities.labels.joined(separator: ", ")),
      ("ends", offer.retires?.dayText ?? "not announced"),
      ("source", offer.citation.map(catalog.text) ?? "unknown"),
    ]
  }

  private static func prices(of offers: [Offer]) -> TextTable {
    var table = TextTable(
      [.init("offer"), .init("from"), .init("holds for")]
        + TokenKind.allCases.map { .init($0.rawValue, .right) } + [.init("source"), .init("as of")])
    for offer in offers {
      for price in offer.prices {
        for variant in [nil] + price.variants.map(Optional.some) {
          let card = (variant?.card ?? price.base).scaled(ppm: price.multiplierPPM)
          table.add(
            [offer.id, price.from.dayText, PriceConditions.text(variant)]
              + TokenKind.allCases.map { RateText.figure(card[$0]) }
              + [price.citation.source, price.citation.asOf.dayText])
        }
      }
      if offer.prices.isEmpty {
        table.add(
          [offer.id, "never", "no price known"] + TokenKind.allCases.map { _ in "unknown" }
            + [offer.citation?.source ?? "", offer.citation?.asOf.dayText ?? ""])
      }
    }
    return table
  }
}
