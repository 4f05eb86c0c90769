import Catalog
import Policy
import Testing
import UsageLogs

@testable import Audit

/// A small world for audits: prices that change by day, hour, prompt and tier, open and closed models, a policy.
enum SampleAudit {
  static let citation = Citation(source: "made up for tests", asOf: Timestamp(year: 2026, month: 11, day: 1))
  /// A Monday at noon UTC.
  static let noon = Timestamp("2026-11-02T12:00Z") ?? Timestamp(milliseconds: 0)
  /// The same Monday at two in the morning, inside the window of the open model's host.
  static let peak = Timestamp("2026-11-02T02:00Z") ?? Timestamp(milliseconds: 0)

  static func rate(_ cents: Int64?) -> TokenRate? {
    cents.map { TokenRate(nanoDollarsPerMillion: $0 * 10_000_000) }
  }

  /// Cents per million tokens.
  static func card(_ input: Int64?, _ output: Int64?, read: Int64? = nil, write: Int64? = nil) -> RateCard {
    RateCard(
      input: rate(input), cacheRead: rate(read), cacheWriteShort: rate(write), output: rate(output),
      reasoning: rate(output))
  }

  static func price(
    _ day: String, _ base: RateCard, variants: [PriceVariant] = [], ppm: Int64 = 1_000_000
  ) -> DatedPrice {
    DatedPrice(
      from: Timestamp(day) ?? noon, base: base, variants: variants, multiplierPPM: ppm, citation: citation)
  }

  static func model(
    _ id: ModelID, _ weights: Weights, _ tier: Tier, origin: CountryCode = "US", tokenizer: String? = nil,
    aliases: [String] = []
  ) -> Model {
    Model(
      id: id, name: "Model \(id)", lab: "Lab of \(id)", origin: origin, weights: weights, licence: nil, tier: tier,
      released: nil, contextTokens: 200_000, maxOutputTokens: 32_000, capabilities: [.chat], aliases: aliases,
      tokenizer: tokenizer, citation: citation)
  }

  static func offer(
    _ model: ModelID, _ provider: ProviderID, region: String = "global", upstream: String? = nil,
    context: Int = 200_000, _ prices: [DatedPrice]
  ) -> Offer {
    Offer(
      id: region == "global" ? "\(model)@\(provider)" : "\(model)@\(provider)/\(region)", model: model,
      provider: provider, region: region, upstreamModel: upstream ?? model, terms: [], capabilities: [.chat],
      contextTokens: context, maxOutputTokens: 32_000, prices: prices)
  }

  static func provider(_ id: ProviderID, seat: CountryCode = "US") -> Provider {
    Provider(
      id: id, name: "Host \(id)", seat: seat, dialect: .openAI, baseURL: nil, keyVariable: nil, terms: [],
      citation: citation)
  }

  static let window = PriceWindow(start: 60, end: 240, weekdays: [1, 2, 3, 4, 5])

  static let catalog = Catalog(
    models: [
      model("maker/best", .closed, .flagship, tokenizer: "o200k_base", aliases: ["best-1"]),
      model("maker/small", .closed, .small, tokenizer: "o200k_base"),
      model("cn/flash", .open, .small, origin: "CN"),
      model("us/free", .open, .mid, tokenizer: "o200k_base"),
    ],
    providers: [provider("maker"), provider("host"), provider("cnhost", seat: "CN")],
    offers: [
      offer(
        "maker/best", "maker",
        [
          price("2026-01-01", card(1200, 6000, read: 120)),
          price(
            "2026-06-01", card(1000, 5000, read: 100, write: 1250),
            variants: [
              PriceVariant(abovePromptTokens: 100_000, card: card(2000, 7500, read: 200, write: 2500)),
              PriceVariant(tier: .batch, card: card(500, 2500, read: 50, write: 625)),
            ]),
        ]),
      offer("maker/best", "maker", region: "EU", [price("2026-06-01", card(1000, 5000, read: 100), ppm: 1_100_000)]),
      offer("maker/small", "maker", [price("2026-06-01", card(10, 50))]),
      offer("maker/small", "maker", region: "EU", [price("2026-06-01", card(10, 50), ppm: 1_100_000)]),
      offer(
        "cn/flash", "cnhost", region: "CN",
        [
          price("2026-04-01", card(14, 28, read: 2)),
          price("2026-09-10", card(2, 4), variants: [PriceVariant(windows: [window], card: card(4, 8))]),
        ]),
      offer("cn/flash", "host", upstream: "accounts/host/models/flash", [price("2026-04-01", card(30, 120))]),
      offer("us/free", "host", context: 60_000, [price("2026-06-01", card(5, 20, read: 1))]),
      offer(
        "us/free", "host", region: "EU", context: 60_000,
        [price("2026-06-01", card(5, 20, read: 1), ppm: 1_500_000)]),
    ])

  static let policy = Policy(
    useCases: [
      UseCase(id: "legal", title: "Legal", stakes: .irrecoverable, modelClass: .closed, minimumTier: .flagship),
      UseCase(id: "crm", title: "CRM", stakes: .routine, modelClass: .open, names: ["mail"]),
      UseCase(id: "office", title: "Office", stakes: .moderate, modelClass: .hybrid),
      UseCase(id: "hr", title: "Hiring", stakes: .high, modelClass: .closed),
    ],
    fallbackUseCase: "office",
    rules: [
      Rule(
        name: "no-cn-host", when: RuleScope(), refuse: [OfferPattern(hostCountry: Membership(["CN"]))],
        reason: "our data stay out of China")
    ],
    dataClasses: [DataClass(id: "phi", meaning: "health")])

  static let mapping = """
    version: 1
    rules:
      - {use_case: crm, label: [mail*, "*-crm"]}
      - {use_case: legal, team: legal}
      - {use_case: hr, key: "hr-*", data_class: phi}
    """

  static func scheme(mapping text: String = mapping, limits: AuditLimits = AuditLimits()) throws -> AuditScheme {
    AuditScheme(
      catalog: catalog, policy: policy, mapping: try AuditMapping.load(text: text, file: "m.yaml", policy: policy),
      limits: limits)
  }
}
