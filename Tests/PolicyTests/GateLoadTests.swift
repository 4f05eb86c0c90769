import Catalog
import Policy
import StrictYAML
import Testing

@Suite("Reading gates")
struct GateLoadTests {
  static let useCases = """
    fallback_use_case: work
    use_cases:
      - {id: work, stakes: moderate, class: hybrid}
      - {id: easy, stakes: low, class: hybrid}
      - {id: routine, stakes: routine, class: hybrid}
      - {id: review, stakes: high, class: hybrid}
      - {id: crm, stakes: routine, class: open}

    """

  private func load(_ gates: String, catalog: Catalog? = SampleFacts.catalog) throws -> Policy {
    try Policy.load(text: Self.useCases + gates, file: "policy.yaml", catalog: catalog)
  }

  private func errors(_ text: String, catalog: Catalog? = SampleFacts.catalog) -> [YAMLError] {
    do {
      _ = try load(text, catalog: catalog)
      return []
    } catch { return (error as? YAMLErrors)?.errors ?? [] }
  }

  @Test("everything that can be said of a gate is read")
  func reads() throws {
    let policy = try load(
      """
      gates:
        - use_case: work
          tenant: acme
          incumbent: us/best
          challenger: cn/open@euco/FR
          judge: eu/judge
          margin: 0.04
          error: 0.01
          share: 0.5
          audit: 0.1
          holdout: 0.25
          pairs: {minimum: 60, maximum: 4_000}
          guardrails: {refusal: 0.01, failure: 0.03, schema: 0.04, slow: {limit: 0.05, over_ms: 8_000},
                       personal_data: 0.001}
          checks: [identical, schema, tools, {regex: "^[0-9]+$"}, {command: ["/bin/check", -q], timeout_ms: 900}]
          rubric: [one, two, three]
          owner: Jo
          reason: cheaper
          date: 2026-11-01
      """)
    let gate = try #require(policy.gates.first)
    #expect(
      gate
        == Policy.Gate(
          useCase: "work", tenant: "acme", incumbent: "us/best", challenger: "cn/open@euco/FR", judge: "eu/judge",
          marginPPM: 40_000, errorPPM: 10_000, sharePPM: 500_000, auditPPM: 100_000, holdoutPPM: 250_000,
          pairs: 60...4000,
          guardrails: .init(
            refusalPPM: 10_000, failurePPM: 30_000, schemaPPM: 40_000,
            slow: .init(limitPPM: 50_000, milliseconds: 8_000), personalDataPPM: 1_000),
          checks: [
            .identical, .schema, .tools, .regex("^[0-9]+$"), .command(["/bin/check", "-q"], timeoutMilliseconds: 900),
          ],
          rubric: ["one", "two", "three"],
          signature: .init(owner: "Jo", reason: "cheaper", date: Timestamp(year: 2026, month: 11, day: 1))))
    #expect(gate.name == "work@acme:cn/open@euco/FR")
  }

  @Test(
    "margin and error follow from the stakes",
    arguments: [("easy", 100_000, 50_000), ("routine", 50_000, 50_000), ("work", 30_000, 20_000)])
  func defaults(useCase: String, margin: Int, error: Int) throws {
    let gate = try #require(
      try load(
        "gates: [{use_case: \(useCase), incumbent: us/best, challenger: cn/open, checks: [schema]}]"
      ).gates.first)
    #expect(gate.marginPPM == margin)
    #expect(gate.errorPPM == error)
    #expect(gate.sharePPM == 200_000)
    #expect(gate.auditPPM == 30_000)
    #expect(gate.holdoutPPM == 0)
    #expect(gate.pairs == 50...20_000)
    #expect(gate.guardrails == .init(refusalPPM: 20_000, failurePPM: 20_000, schemaPPM: 20_000))
    #expect(gate.name == "\(useCase):cn/open")
  }

  @Test("nothing, or at most half, is held out", arguments: [("0", 0), ("0.5", 500_000), ("0.000001", 1)])
  func holdouts(text: String, ppm: Int) throws {
    let gate = try load(
      "gates: [{use_case: easy, incumbent: us/best, challenger: cn/open, checks: [schema], holdout: \(text)}]"
    ).gates.first
    #expect(gate?.holdoutPPM == ppm)
  }

  @Test(
    "a hold-out that is no such share is refused with its place",
    arguments: ["0.500001", "-0.1", "1", "0.1234567", "some", "[0.1]"])
  func badHoldouts(text: String) {
    let found = errors(
      "gates: [{use_case: easy, incumbent: us/best, challenger: cn/open, checks: [schema], holdout: \(text)}]")
    #expect(found.count == 1 && found.first?.line == 8, "\(found)")
  }

  @Test(
    "a guardrail that is not whole, or out of range, is refused with its place",
    arguments: [
      "slow: 0.05", "slow: {limit: 0.05}", "slow: {over_ms: 900}", "slow: {limit: 0.9, over_ms: 900}",
      "slow: {limit: 0.05, over_ms: 0}", "personal_data: 0", "latency: 0.1",
    ])
  func badGuardrails(text: String) {
    let found = errors(
      "gates: [{use_case: easy, incumbent: us/best, challenger: cn/open, checks: [schema], guardrails: {\(text)}}]")
    #expect(found.count == 1 && found.first?.line == 8, "\(found)")
  }

  @Test("a policy without gates has none, and its offers are found by name all the same")
  func none() throws {
    let policy = try load("")
    #expect(policy.gates.isEmpty)
    let compiled = CompiledPolicy(policy: policy, catalog: SampleFacts.catalog)
    #expect(!compiled.hasGates)
    #expect(compiled.gates(of: 0, tenant: "acme").isEmpty)
    #expect(compiled.offers(named: "cn/open") == OfferSet(count: 7) { [2, 3, 5].contains($0) })
    #expect(compiled.offers(named: "cn/open@euco/FR") == OfferSet(count: 7) { $0 == 3 })
    #expect(compiled.offers(named: "nobody").isEmpty)
  }

  @Test("a tenant's own gates stand in place of the general ones")
  func tenants() throws {
    let policy = try load(
      """
      gates:
        - {use_case: work, incumbent: us/best, challenger: cn/open, checks: [schema]}
        - {use_case: work, incumbent: us/best, challenger: us/open, checks: [schema]}
        - {use_case: work, tenant: acme, incumbent: us/small, challenger: us/open, checks: [schema]}
      """)
    let compiled = CompiledPolicy(policy: policy, catalog: SampleFacts.catalog)
    #expect(compiled.hasGates)
    #expect(compiled.gates(of: 0, tenant: "acme").map(\.name) == ["work@acme:us/open"])
    #expect(compiled.gates(of: 0, tenant: "other").map(\.name) == ["work:cn/open", "work:us/open"])
    #expect(compiled.gates(of: 0, tenant: nil).map(\.name) == ["work:cn/open", "work:us/open"])
    #expect(compiled.gates(of: 1, tenant: "acme").isEmpty)
  }

  @Test("every error is reported at once, each with its line")
  func allErrors() {
    let found = errors(
      """
      gates:
        - {use_case: crm, incumbent: us/best, challenger: cn/open, checks: [schema]}
        - {use_case: wrk, incumbent: us/best, challenger: cn/open, checks: [schema]}
        - {use_case: review, incumbent: us/best, challenger: cn/open, checks: [schema]}
        - {use_case: work, incumbent: us/best, challenger: cn/open}
        - {use_case: work, tenant: a, incumbent: us/best, challenger: cn/open, judge: us/small, rubric: [x, y]}
        - {use_case: work, tenant: b, incumbent: us/bst, challenger: us/best, checks: [perfect, {regex: "("}]}
        - {use_case: work, tenant: c, incumbent: us/best, challenger: us/best, checks: [schema], margin: 0.9}
        - {use_case: work, tenant: d, incumbent: cn/open, challenger: cn/open@home/self, checks: [{command: [check]}]}
        - {use_case: work, tenant: e, incumbent: us/best, challenger: cn/open, checks: [schema], pairs: {minimum: 90, maximum: 20}}
        - {use_case: work, tenant: f, incumbent: us/best, challenger: cn/open, checks: [schema], owner: Jo, shares: 1}
      """)
    let words = found.map { "\($0.line - 7): \($0.message)" }
    let expected = [
      "2: a gate needs a use case of class hybrid", "3: there is no use case 'wrk'",
      "4: 'margin' must be stated", "4: 'error' must be stated", "4: 'review' has high stakes",
      "5: 'judge' is missing", "6: a judge needs a 'rubric' of three to five criteria",
      "7: 'judge' is missing", "7: 'perfect' is not a check", "7: '(' is no regular expression",
      "8: 'margin' is out of range: 0.001 to 0.5", "9: a command is a list that begins with the program's whole path",
      "10: 'maximum' must not be below 'minimum'", "11: unknown key 'shares'", "11: 'reason' is missing",
      "11: 'date' is missing",
    ]
    for sentence in expected { #expect(words.contains { $0.hasPrefix(sentence) }, "\(sentence) of \(words)") }
  }

  @Test("what names stand for is held against the catalogue and the policy")
  func catalogErrors() {
    let found = errors(
      """
      rules: [{name: no-cn, when: {tenants: [careful]}, refuse: {host_country: [CN], weights: open}, reason: stays out},
              {name: no-open, when: {tenants: [strict]}, refuse: {weights: open}, reason: closed is closed}]
      gates:
        - {use_case: work, incumbent: us/bst, challenger: cn/open, checks: [schema]}
        - {use_case: work, tenant: same, incumbent: us/best, challenger: us/best, checks: [schema]}
        - {use_case: work, tenant: part, incumbent: cn/open, challenger: cn/open@euco/FR, checks: [schema]}
        - {use_case: work, tenant: careful, incumbent: us/best, challenger: cn/open@cnco/CN, checks: [schema]}
        - {use_case: work, tenant: strict, incumbent: us/best, challenger: cn/open, checks: [schema]}
        - {use_case: work, tenant: kin, incumbent: us/best, challenger: cn/open, judge: cn/closed, rubric: [a, b, c]}
        - {use_case: work, tenant: third, incumbent: us/best, challenger: cn/open, judge: eu/judge, rubric: [a, b, c]}
        - {use_case: work, tenant: ok, incumbent: us/best, challenger: cn/open, checks: [schema]}
        - {use_case: work, tenant: ok, incumbent: us/best, challenger: cn/open, checks: [schema]}
        - {use_case: work, tenant: ok, incumbent: us/small, challenger: us/open, checks: [schema]}
      """)
    let words = found.map { "\($0.line - 7): \($0.message)" }
    #expect(words.count == 8, "\(words)")
    let expected = [
      "4: the catalogue has no model or offer 'us/bst' (did you mean", "5: incumbent and challenger are the same",
      "6: incumbent and challenger have offers in common",
      "7: 'cn/open@cnco/CN' may not serve 'work': stays out (rule 'no-cn')",
      "8: 'cn/open' may not serve 'work': closed is closed (rule 'no-open')",
      "9: the judge and the challenger 'cn/open' are both of cn", "12: the gate 'work@ok:cn/open' is given twice",
      "13: 'us/small' cannot be the incumbent: that of 'work' is already 'us/best'",
    ]
    for sentence in expected { #expect(words.contains { $0.hasPrefix(sentence) }, "\(sentence) of \(words)") }
  }

  @Test("high stakes have a gate once their owner has signed it, irrecoverable ones too")
  func signed() throws {
    let signature = "margin: 0.02, error: 0.01, owner: Jo, reason: measured, date: 2026-11-01"
    let text = """
      fallback_use_case: law
      use_cases: [{id: law, stakes: irrecoverable, class: hybrid}]

      """
    func load(_ gates: String) throws -> Policy {
      try Policy.load(text: text + gates, file: "policy.yaml", catalog: SampleFacts.catalog)
    }
    let gate = "use_case: law, incumbent: us/best, challenger: cn/open, checks: [schema]"
    #expect(try load("gates: [{\(gate), \(signature)}]").gates.first?.signature?.owner == "Jo")
    #expect(throws: YAMLErrors.self) { try load("") }
    #expect(throws: YAMLErrors.self) { try load("gates: [{\(gate), margin: 0.02, error: 0.01}]") }
    // For one tenant alone the use case would be open to all the others.
    #expect(throws: YAMLErrors.self) { try load("gates: [{\(gate), \(signature), tenant: acme}]") }
  }

  @Test("where an owner opened a closed use case to a tenant, that tenant can have a gate")
  func lowered() throws {
    let text = """
      fallback_use_case: law
      use_cases: [{id: law, stakes: irrecoverable, class: closed}]
      lower_stakes: [{tenant: school, use_case: law, stakes: moderate, class: hybrid, owner: Jo, reason: r, date: 2026-01-01}]
      gates: [{use_case: law, tenant: TENANT, incumbent: us/best, challenger: cn/open, checks: [schema]}]
      """
    func load(_ tenant: String) throws -> Policy {
      try Policy.load(
        text: text.replacing("TENANT", with: tenant), file: "policy.yaml", catalog: SampleFacts.catalog)
    }
    #expect(try load("school").gates.first?.marginPPM == 30_000)
    #expect(throws: YAMLErrors.self) { try load("firm") }
  }
}
