import Catalog
import Policy
import StrictYAML
import Testing

@Suite("Reading a policy")
struct PolicyLoadTests {
  private func errors(_ text: String, catalog: Catalog? = nil) -> [YAMLError] {
    do {
      _ = try Policy.load(text: text, file: "policy.yaml", catalog: catalog)
      return []
    } catch { return error.errors }
  }

  @Test("everything that can be said is read")
  func reads() throws {
    let policy = try Policy.load(
      text: """
        fallback_use_case: b
        max_fallbacks: 5
        data_classes: {phi: health data}
        use_cases:
          - {id: a, title: A, stakes: irrecoverable, class: closed, names: [x], domains: [law], order: quality,
             prefer: [us/*], minimum_tier: flagship, required_terms: [baa], max_output_tokens: 9_000,
             expected_output_tokens: 700, max_fallbacks: 1}
          - {id: b, stakes: low, class: open, allow_unknown_price: self_hosted}
        rules:
          - name: r
            when: {use_cases: [a], stakes: [high, irrecoverable], tenants: [t], except_tenants: [u], data_classes: [phi]}
            refuse: [{origin: [CN], weights: open}, {input_price_above: 0.25}]
            reason: because
            source: a law
        lower_stakes:
          - {tenant: t, use_case: a, stakes: low, class: hybrid, owner: Jo, reason: test, date: 2026-01-01, until: 2027-01-01}
        """, file: "policy.yaml", catalog: SampleFacts.catalog)
    #expect(policy.fallbackUseCase == "b")
    let a = try #require(policy.useCase(named: "X"))
    #expect(
      a
        == UseCase(
          id: "a", title: "A", stakes: .irrecoverable, modelClass: .closed, domains: ["law"], names: ["x"],
          order: .quality, prefer: ["us/*"], minimumTier: .flagship, requiredTerms: .baa, maxOutputTokens: 9000,
          expectedOutputTokens: 700, unknownPrice: .never, maxFallbacks: 1))
    let b = try #require(policy.useCase(named: "b"))
    #expect(b.maxFallbacks == 5)
    #expect(b.unknownPrice == .selfHosted)
    #expect(b.title == "b")
    let rule = try #require(policy.rules.first)
    #expect(rule.refuse.count == 2)
    #expect(rule.refuse.last?.inputPriceAbove == TokenRate(nanoDollarsPerMillion: 250_000_000))
    #expect(rule.when.covers(useCase: "a", stakes: .high, tenant: "t", dataClass: "phi"))
    #expect(!rule.when.covers(useCase: "a", stakes: .high, tenant: "u", dataClass: "phi"))
    #expect(policy.lowerings.first?.owner == "Jo")
  }

  @Test("every error is reported at once, in the order of the file, with place, allowed values and near names")
  func allErrors() throws {
    let found = errors(
      """
      fallback_use_case: crmm
      use_cases:
        - {id: crm, stakes: routin, class: open, colour: red}
        - {id: law, stakes: irrecoverable, class: open, minimum_tier: big}
      rules:
        - {name: x, refuse: {origin: [China], wieghts: open}}
      """)
    #expect(found.map(\.line) == [1, 3, 3, 4, 4, 6, 6, 6])
    #expect(found[0].message.contains("did you mean 'crm'"))
    #expect(found[1].allowed == ["low", "routine", "moderate", "high", "irrecoverable"])
    #expect(found[2].message.contains("unknown key 'colour'"))
    #expect(found[3].message.contains("closed weights"))
    #expect(found[4].allowed == ["small", "mid", "flagship"])
    #expect(found[7].message.contains("did you mean 'weights'"))
    #expect(found.allSatisfy { $0.file == "policy.yaml" && $0.column > 0 })
  }

  @Test(
    "what would have no effect, or a surprising one, is an error",
    arguments: [
      ("rules: [{name: r, reason: x, refuse: {}}]", "would refuse every offer"),
      ("rules: [{name: r, reason: x, refuse: []}]", "describes no offer"),
      ("rules: [{name: r, reason: x, refuse: {origin: [CN], origin_not: [US]}}]", "cannot stand"),
      ("rules: [{name: r, reason: ' ', refuse: {weights: open}}]", "'reason' is empty"),
      ("rules: [{name: r, reason: x, refuse: {model: [us/nothing]}}]", "no model in the catalogue matches"),
      ("rules: [{name: r, reason: x, refuse: {provider: [uscoo]}}]", "did you mean 'usco'"),
      ("rules: [{name: r, reason: x, refuse: {input_price_above: -1}}]", "price per million"),
      ("rules: [{name: r, reason: x, when: {data_classes: [phi]}, refuse: {weights: open}}]", "no data class 'phi'"),
      (
        "rules: [{name: r, reason: x, refuse: {weights: open}}, {name: r, reason: x, refuse: {weights: open}}]", "twice"
      ),
      (
        "lower_stakes: [{tenant: t, use_case: a, stakes: irrecoverable, owner: o, reason: r, date: 2026-01-01}]",
        "does not lower"
      ),
      (
        "lower_stakes: [{tenant: t, use_case: a, stakes: high, class: open, owner: o, reason: r, date: 2026-01-01}]",
        "only below high"
      ),
      ("lower_stakes: [{tenant: t, use_case: a, stakes: low, reason: r, date: 2026-01-01}]", "'owner' is missing"),
      ("lower_stakes: [{tenant: t, use_case: a, stakes: low, owner: o, reason: r}]", "'date' is missing"),
      ("lower_stakes: [{tenant: t, use_case: a, stakes: low, owner: o, reason: r, date: 2026-02-30}]", "is not a day"),
      (
        "lower_stakes: [{tenant: t, use_case: z, stakes: low, owner: o, reason: r, date: 2026-01-01}]",
        "no use case 'z'"
      ),
    ])
  func refusals(addition: String, message: String) {
    let found = errors(
      """
      fallback_use_case: a
      use_cases: [{id: a, stakes: irrecoverable, class: closed}]
      \(addition)
      """, catalog: SampleFacts.catalog)
    #expect(found.contains { $0.description.contains(message) }, "\(found)")
  }

  @Test(
    "use cases must be told apart",
    arguments: [
      ("[{id: a, stakes: low, class: open}, {id: a, stakes: low, class: open}]", "already belongs to 'a'"),
      ("[{id: a, stakes: low, class: open}, {id: b, names: [A], stakes: low, class: open}]", "already belongs to 'a'"),
      (
        "[{id: a, domains: [law], stakes: low, class: open}, {id: b, domains: [law], stakes: low, class: open}]",
        "it can have only one"
      ),
      ("[{id: auto, stakes: low, class: open}]", "cannot be an id"),
      ("[{id: 'My Case', stakes: low, class: open}]", "cannot be an id"), ("[]", "at least one use case"),
      ("[{id: a, stakes: low, class: open, max_output_tokens: 10, expected_output_tokens: 20}]", "cannot be longer"),
      ("[{id: a, stakes: low, class: open, prefer: [us/best]}]", "only with order: quality"),
    ])
  func useCases(list: String, message: String) {
    let found = errors("fallback_use_case: a\nuse_cases: \(list)\n")
    #expect(found.contains { $0.message.contains(message) }, "\(found)")
  }

  @Test("text that is no YAML is one error with its place")
  func noYAML() {
    let found = errors("use_cases: [\n")
    #expect(found.count == 1)
    #expect((found.first?.line ?? 0) > 0)
  }
}
