import Catalog
import Policy

/// A small catalogue that has every attribute a policy can speak of.
enum SampleFacts {
  static let day = Timestamp(year: 2026, month: 11, day: 23)
  private static let citation = Citation(source: "made up for tests", asOf: day)

  static func model(
    _ id: ModelID, _ weights: Weights, tier: Tier = .flagship, origin: CountryCode = "US", licence: String? = nil
  ) -> Model {
    Model(
      id: id, name: id, lab: String(id.prefix { $0 != "/" }), origin: origin, weights: weights, licence: licence,
      tier: tier, released: nil,
      contextTokens: 100_000, maxOutputTokens: 32_000, capabilities: [.chat, .tools], aliases: [], tokenizer: nil,
      citation: citation)
  }

  static func provider(_ id: ProviderID, seat: CountryCode) -> Provider {
    Provider(
      id: id, name: id, seat: seat, dialect: .openAI, baseURL: nil, keyVariable: nil, terms: [], citation: citation)
  }

  /// An offer at dollars per million tokens; nil is an unknown price.
  static func offer(
    _ model: ModelID, _ provider: ProviderID, region: String = "global", terms: ContractTerms = [],
    input: Int64? = 1, output: Int64? = 2
  ) -> Offer {
    func rate(_ dollars: Int64?) -> TokenRate? { dollars.map { TokenRate(nanoDollarsPerMillion: $0 * 1_000_000_000) } }
    let card = RateCard(input: rate(input), output: rate(output))
    return Offer(
      id: region == "global" ? "\(model)@\(provider)" : "\(model)@\(provider)/\(region)", model: model,
      provider: provider, region: region, upstreamModel: model, terms: terms, capabilities: [.chat, .tools],
      contextTokens: 100_000, maxOutputTokens: 32_000,
      prices: input == nil
        ? [] : [DatedPrice(from: Timestamp(milliseconds: 0), base: card, citation: citation)])
  }

  static let catalog = Catalog(
    models: [
      model("us/best", .closed), model("us/small", .closed, tier: .small),
      model("cn/open", .open, origin: "CN", licence: "MIT"),
      model("us/open", .open, tier: .small, licence: "Llama-4"), model("cn/closed", .closed, origin: "CN"),
      model("eu/judge", .open, tier: .mid, origin: "FR"),
    ],
    providers: [
      provider("usco", seat: "US"), provider("cnco", seat: "CN"), provider("euco", seat: "FR"),
      provider("home", seat: "self"),
    ],
    offers: [
      offer("us/best", "usco", terms: [.baa, .zeroRetention], input: 10, output: 50),
      offer("us/small", "usco", region: "US", terms: [.baa], input: 1, output: 4),
      offer("cn/open", "cnco", region: "CN", input: 1, output: 2),
      offer("cn/open", "euco", region: "FR", terms: [.noTraining], input: 2, output: 3),
      offer("us/open", "euco", region: "DE", input: 1, output: 1),
      offer("cn/open", "home", region: "self", input: nil, output: nil),
      offer("cn/closed", "cnco", region: "SG", input: 2, output: 6),
    ])

  /// Offers that a policy lets serve, by id.
  static func allowed(
    _ policy: Policy, _ useCase: String, tenant: String? = nil, dataClass: String? = nil, at instant: Timestamp = day
  ) -> [OfferID] {
    guard let useCase = policy.useCase(named: useCase) else { return ["no use case"] }
    let verdicts = policy.verdicts(
      useCase: useCase, tenant: tenant, dataClass: dataClass, catalog: catalog, at: instant)
    return zip(catalog.offers, verdicts).filter { $0.1.allowed }.map { $0.0.id }
  }
}
