import Assessment
import Catalog
import Policy
import Routing

/// A small catalogue under a policy with each class, for decisions that can be worked out by hand.
enum SampleRouter {
  static let now = Timestamp(year: 2026, month: 11, day: 23)
  private static let citation = Citation(source: "made up for tests", asOf: now)

  static let policyText = """
    fallback_use_case: other
    data_classes: {phi: health data}
    use_cases:
      - {id: law, names: [legal], stakes: irrecoverable, class: closed, minimum_tier: flagship, order: quality, domains: [law]}
      - {id: health, stakes: irrecoverable, class: closed, minimum_tier: flagship, domains: [health]}
      - {id: review, stakes: high, class: hybrid, domains: [review]}
      - {id: crm, stakes: routine, class: open, domains: [crm], max_output_tokens: 1000, expected_output_tokens: 100}
      - {id: work, stakes: moderate, class: hybrid, domains: [work]}
      - {id: hobby, stakes: low, class: open, allow_unknown_price: true}
      - {id: other, stakes: moderate, class: hybrid}
    rules:
      - {name: no-cn-host, when: {data_classes: [phi]}, refuse: {host_country: [CN]}, reason: stays out}
    lower_stakes:
      - {tenant: school, use_case: law, stakes: moderate, class: hybrid, owner: Jo, reason: exercises, date: 2026-01-01}
    """

  static let catalog = Catalog(
    models: [
      model("us/best", .closed, .flagship, released: 10), model("us/older", .closed, .flagship, released: 5),
      model("us/small", .closed, .small), model("cn/open", .open, .flagship), model("us/open", .open, .small),
      model("us/vectors", .open, .small, [.embeddings]), model("cn/vectors", .open, .small, [.embeddings]),
    ],
    providers: [provider("usco", "US"), provider("cnco", "CN"), provider("home", "self")],
    offers: [
      offer("us/best", "usco", 10_000, 50_000), offer("us/older", "usco", 8_000, 40_000),
      offer("us/small", "usco", 100, 400), offer("cn/open", "cnco", 300, 1_000), offer("cn/open", "usco", 450, 1_500),
      offer("us/open", "usco", 200, 200, capabilities: [.chat], context: 8_000, output: 2_000),
      offer("us/open", "home", nil, nil), offer("us/vectors", "usco", 20, nil, capabilities: .embeddings),
      offer("cn/vectors", "cnco", 10, nil, capabilities: .embeddings),
      offer("cn/vectors", "usco", 15, nil, capabilities: .embeddings),
    ])

  static func router(providers: Set<ProviderID>? = nil, policy: String = policyText) throws -> Router {
    Router(
      catalog: catalog, policy: try Policy.load(text: policy, file: "policy.yaml", catalog: catalog),
      providers: providers)
  }

  static func request(
    header: String? = nil, key: String? = nil, model: String? = nil, metadata: String? = nil,
    pin: (String, Certainty)? = nil, domain: (String, Certainty)? = nil, tenant: String? = nil,
    dataClass: String? = nil, endpoint: RoutingRequest.Endpoint = .chat, needs: Capabilities = [],
    promptTokens: Int = 1000, maxOutputTokens: Int? = nil, choices: Int = 1, unavailable: [OfferID] = []
  ) -> RoutingRequest {
    RoutingRequest(
      headerUseCase: header, keyUseCase: key, requestedModel: model, metadataUseCase: metadata,
      verdict: pin == nil && domain == nil ? nil : verdict(pin: pin, domain: domain), tenant: tenant,
      dataClass: dataClass, endpoint: endpoint, needs: needs, promptTokens: promptTokens,
      promptTokenBound: promptTokens * 4, maxOutputTokens: maxOutputTokens, choices: choices, at: now,
      unavailable: unavailable)
  }

  static func verdict(pin: (String, Certainty)?, domain: (String, Certainty)?) -> TextVerdict {
    let best = domain ?? pin
    return TextVerdict(
      domain: best.map { Domain(rawValue: $0.0) }, certainty: best?.1 ?? .none, scoreMilli: 1, stage: "lexical",
      version: "test", pin: pin.map { Domain(rawValue: $0.0) }, pinCertainty: pin?.1 ?? .none, pinScoreMilli: 1)
  }

  private static func model(
    _ id: ModelID, _ weights: Weights, _ tier: Tier, released: Int64 = 0,
    _ capabilities: Capabilities = [.chat, .tools]
  ) -> Model {
    Model(
      id: id, name: id, lab: "Lab", origin: id.hasPrefix("cn") ? "CN" : "US", weights: weights, licence: nil,
      tier: tier, released: Timestamp(milliseconds: released), contextTokens: 100_000, maxOutputTokens: 32_000,
      capabilities: capabilities, aliases: [], tokenizer: nil, citation: citation)
  }

  private static func provider(_ id: ProviderID, _ seat: CountryCode) -> Provider {
    Provider(
      id: id, name: id, seat: seat, dialect: .openAI, baseURL: nil, keyVariable: nil, terms: [], citation: citation)
  }

  /// Prices in thousandths of a dollar per million tokens.
  private static func offer(
    _ model: ModelID, _ provider: ProviderID, _ input: Int64?, _ output: Int64?,
    capabilities: Capabilities = [.chat, .tools], context: Int = 100_000, output limit: Int = 32_000
  ) -> Offer {
    func rate(_ milli: Int64?) -> TokenRate? { milli.map { TokenRate(nanoDollarsPerMillion: $0 * 1_000_000) } }
    let price = DatedPrice(
      from: Timestamp(milliseconds: 0), base: RateCard(input: rate(input), output: rate(output)), citation: citation)
    return Offer(
      id: "\(model)@\(provider)", model: model, provider: provider, region: "global", upstreamModel: model, terms: [],
      capabilities: capabilities, contextTokens: context, maxOutputTokens: limit, prices: input == nil ? [] : [price])
  }

  /// The offers that are tried, by id.
  static func order(_ decision: Decision) -> [OfferID] { decision.order.map { catalog.offers[$0.number].id } }
}
