import Catalog
import Policy
import Testing

@Suite("What a policy lets serve")
struct PolicyVerdictTests {
  private func policy(
    useCase: String = "{id: u, stakes: moderate, class: hybrid}", refuse: String = "", when: String = "{}"
  ) throws -> Policy {
    let rule = refuse.isEmpty ? "" : "rules: [{name: r, reason: because, when: \(when), refuse: \(refuse)}]"
    return try Policy.load(
      text: """
        fallback_use_case: u
        data_classes: {phi: health data, public: published}
        use_cases: [\(useCase)]
        \(rule)
        """, file: "p", catalog: SampleFacts.catalog)
  }

  private static let all = SampleFacts.catalog.offers.map(\.id)

  private static func without(_ isRefused: (OfferID) -> Bool) -> [OfferID] { all.filter { !isRefused($0) } }

  private static let descriptions: [(String, [OfferID])] = [
    ("{weights: open}", ["us/best@usco", "us/small@usco/US", "cn/closed@cnco/SG"]),
    ("{origin: [CN]}", ["us/best@usco", "us/small@usco/US", "us/open@euco/DE"]),
    ("{origin_not: [CN]}", ["cn/open@cnco/CN", "cn/open@euco/FR", "cn/open@home/self", "cn/closed@cnco/SG"]),
    ("{host_country: [CN, self]}", ["us/best@usco", "us/small@usco/US", "cn/open@euco/FR", "us/open@euco/DE"]),
    ("{host_country_not: [US]}", ["us/best@usco", "us/small@usco/US"]),
    ("{region_not: [EU]}", ["cn/open@euco/FR", "us/open@euco/DE"]),
    ("{region: [global]}", without { $0 == "us/best@usco" }),
    ("{licence: [MIT]}", without { $0.hasPrefix("cn/open") }),
    ("{licence_not: [MIT]}", without { $0 == "us/open@euco/DE" }),
    ("{licence: ['llama*']}", without { $0 == "us/open@euco/DE" }),
    ("{provider: [euco]}", without { $0.contains("@euco") }),
    ("{model_not: ['us/*']}", ["us/best@usco", "us/small@usco/US", "us/open@euco/DE"]),
    ("{tier_below: mid}", without { $0 == "us/small@usco/US" || $0 == "us/open@euco/DE" }),
    ("{lacks_terms: [baa]}", ["us/best@usco", "us/small@usco/US"]),
    ("{lacks_terms: [baa, zero_retention]}", ["us/best@usco"]),
    ("{input_price_above: 1.5}", ["us/small@usco/US", "cn/open@cnco/CN", "us/open@euco/DE"]),
    ("{output_price_above: 50}", without { $0 == "cn/open@home/self" }),
    ("{origin: [CN], host_country: [CN]}", without { $0.contains("@cnco") }),
    ("[{origin: [CN]}, {weights: closed}]", ["us/open@euco/DE"]),
  ]

  @Test("each attribute refuses the offers that it describes and no others", arguments: descriptions)
  func attributes(refuse: String, left: [OfferID]) throws {
    #expect(SampleFacts.allowed(try policy(refuse: refuse), "u") == left)
  }

  @Test("a rule holds only for the requests it speaks of")
  func scope() throws {
    let policy = try policy(
      refuse: "{weights: open}", when: "{data_classes: [phi], tenants: [t, v], except_tenants: [v]}")
    #expect(SampleFacts.allowed(policy, "u") == Self.all)
    #expect(SampleFacts.allowed(policy, "u", tenant: "t", dataClass: "public") == Self.all)
    #expect(SampleFacts.allowed(policy, "u", tenant: "w", dataClass: "phi") == Self.all)
    #expect(SampleFacts.allowed(policy, "u", tenant: "v", dataClass: "phi") == Self.all)
    #expect(SampleFacts.allowed(policy, "u", tenant: "t", dataClass: "phi").count == 3)
  }

  @Test(
    "a use case's own requirements hold like rules",
    arguments: [
      ("class: closed", ["us/best@usco", "us/small@usco/US", "cn/closed@cnco/SG"], "u/class"),
      ("class: closed, minimum_tier: flagship", ["us/best@usco", "cn/closed@cnco/SG"], "u/minimum_tier"),
      ("class: hybrid, required_terms: [no_training]", ["cn/open@euco/FR"], "u/required_terms"),
    ])
  func requirements(fields: String, left: [OfferID], rule: String) throws {
    let policy = try policy(useCase: "{id: u, stakes: high, \(fields)}")
    #expect(SampleFacts.allowed(policy, "u") == left)
    let useCase = try #require(policy.useCase(named: "u"))
    let verdicts = policy.verdicts(
      useCase: useCase, tenant: nil, dataClass: nil, catalog: SampleFacts.catalog, at: SampleFacts.day)
    #expect(verdicts.contains { $0.rule == rule && $0.reason != nil })
  }

  @Test("a refusal quotes the rule and its reason")
  func reasons() throws {
    let policy = try policy(refuse: "{weights: open}")
    let useCase = try #require(policy.useCase(named: "u"))
    let verdicts = policy.verdicts(
      useCase: useCase, tenant: nil, dataClass: nil, catalog: SampleFacts.catalog, at: SampleFacts.day)
    #expect(verdicts[2] == Verdict(allowed: false, rule: "r", reason: "because"))
    #expect(verdicts[0] == .allowed)
  }

  @Test("a limit on price looks at the price of the day and at its dearest hour")
  func datedPrices() throws {
    let rate = { (dollars: Int64) in TokenRate(nanoDollarsPerMillion: dollars * 1_000_000_000) }
    let citation = Citation(source: "made up", asOf: SampleFacts.day)
    let peak = PriceVariant(
      windows: [PriceWindow(start: 60, end: 240, weekdays: [1])], card: RateCard(input: rate(4), output: rate(4)))
    var offer = SampleFacts.offer("us/open", "euco")
    offer.prices = [
      DatedPrice(
        from: Timestamp(milliseconds: 0), base: RateCard(input: rate(1), output: rate(1)), citation: citation),
      DatedPrice(
        from: SampleFacts.day, base: RateCard(input: rate(1), output: rate(1)), variants: [peak], citation: citation),
    ]
    let catalog = Catalog(
      models: SampleFacts.catalog.models, providers: SampleFacts.catalog.providers, offers: [offer])
    let policy = try policy(refuse: "{input_price_above: 2}")
    let useCase = try #require(policy.useCase(named: "u"))
    func allowed(_ instant: Timestamp) -> Bool {
      policy.verdicts(useCase: useCase, tenant: nil, dataClass: nil, catalog: catalog, at: instant)[0].allowed
    }
    #expect(allowed(Timestamp(year: 2026, month: 1, day: 1)))
    #expect(!allowed(Timestamp(milliseconds: SampleFacts.day.milliseconds + 12 * 3_600_000)))
  }

  @Test("the joined sets and the verdicts with reasons say the same of every offer")
  func setsAgreeWithVerdicts() throws {
    for refuse in ["{origin: [CN]}", "{input_price_above: 1.5}", "[{tier_below: mid}, {lacks_terms: [baa]}]"] {
      let compiled = CompiledPolicy(policy: try policy(refuse: refuse), catalog: SampleFacts.catalog)
      for modelClass in ModelClass.allCases {
        for checksTier in [true, false] {
          let request = Case(
            useCase: 0, stakes: .moderate, modelClass: modelClass, checksTier: checksTier, at: SampleFacts.day)
          let set = compiled.allowed(request)
          for number in SampleFacts.catalog.offers.indices {
            #expect(set.contains(number) == compiled.verdict(request, offer: number).allowed)
          }
        }
      }
    }
  }
}
