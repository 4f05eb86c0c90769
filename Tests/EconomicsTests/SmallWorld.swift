import Catalog
import Economics
import Frontier
import Policy

/// A catalogue of a few models with round prices, and a workload over it, for what must not hang on shipped files.
enum SmallWorld {
  static let day = Timestamp(year: 2026, month: 11, day: 24)

  static let catalogText = """
    version: 1
    defaults: {source: made up for tests, as_of: 2026-11-01}
    providers:
      - {id: north, name: North, seat: US, dialect: openai, terms: [baa]}
      - {id: east, name: East, seat: CN, region: CN, dialect: openai}
      - {id: south, name: South, seat: DE, region: DE, dialect: openai}
      - {id: own, name: Own, seat: self, region: self, dialect: openai}
    models:
      - {id: top/large, name: Large, lab: Top, origin: US, weights: closed, tier: flagship, released: 2026-11-01, context: 100000, max_output: 10000, capabilities: [tools]}
      - {id: top/tiny, name: Tiny, lab: Top, origin: US, weights: closed, tier: small, released: 2026-11-01, context: 100000, max_output: 10000, capabilities: [tools]}
      - {id: free/large, name: Free Large, lab: Free, origin: CN, weights: open, licence: MIT, tier: flagship, released: 2026-11-01, context: 100000, max_output: 10000, capabilities: [tools]}
      - {id: free/priceless, name: Priceless, lab: Free, origin: CN, weights: open, licence: MIT, tier: flagship, released: 2026-11-01, context: 100000, max_output: 10000, capabilities: [tools]}
    offers:
      - model: top/large
        from: 2026-11-01
        hosts:
          - {provider: north, input: 10, output: 50, cache_read: 1, batch: {multiplier: 0.5}}
      - model: top/tiny
        from: 2026-11-01
        hosts:
          - {provider: north, input: 1, output: 5}
      - model: free/large
        from: 2026-11-01
        hosts:
          - {provider: east, input: 0.5, output: 2, windows: [{days: mon-fri, utc: ["06:00-12:00"], multiplier: 2}]}
          - {provider: south, multiplier: 1.5, input: 0.5, output: 2}
          - {provider: own}
      - model: free/priceless
        from: 2026-11-01
        hosts:
          - {provider: south, input: 0.01}
    """

  static let policyText = """
    fallback_use_case: work
    data_classes: {secret: not for hosts abroad}
    use_cases:
      - {id: work, title: Work, stakes: moderate, class: closed}
    rules:
      - name: stay-home
        when: {data_classes: [secret]}
        refuse: {host_country: [CN]}
        reason: secrets stay at home
    """

  static func workloadText(_ changes: [String: String] = [:]) -> String {
    let fields = [
      "requests_per_month": "1000", "tokens": "{input: 1000, output: 1000}", "error_cost_usd": "1",
      "best_closed_error": "{value: 0.01, low: 0.005, high: 0.02, source: test}", "caught_share": "0",
      "today": "top/large", "epsilon": "0.02",
    ].merging(changes) { $1 }
    let lines = fields.keys.sorted().map { "    \($0): \(fields[$0] ?? "")" }
    return """
      version: 1
      title: Small
      irrecoverable_above_usd: 1000
      errors:
        at_frontier: [Top]
        decline_per_year: 2
        mid_tier_months: 3
        small_tier_months: 12
      use_cases:
        - id: work
      \(lines.map { "    " + $0.drop { $0 == " " } }.joined(separator: "\n"))
      """
  }

  static func catalog() throws -> Catalog { try Catalog.load(files: [("catalog.yaml", catalogText)]) }
  static func policy() throws -> Policy {
    try Policy.load(text: policyText, file: "policy.yaml", catalog: catalog())
  }

  static func workload(_ changes: [String: String] = [:]) throws -> Workload {
    try Workload.load(text: workloadText(changes), file: "small.yaml", catalog: catalog(), policy: policy())
  }

  /// Twelve months behind, so that errors double.
  struct Lags: LagSource {
    var interval: ClosedRange<Double>? = 6...24

    func lag(on work: BenchmarkCategory?, _ pair: FrontierPair) -> WorkLag? {
      WorkLag(
        work: work, pair: pair, months: 12, interval: interval, reached: 10, pending: 2,
        asOf: Day(year: 2026, month: 7, day: 31), source: "scripted")
    }
  }

  /// No lag on anything.
  struct NoLags: LagSource {
    func lag(on work: BenchmarkCategory?, _ pair: FrontierPair) -> WorkLag? { nil }
  }

  static func row(_ changes: [String: String] = [:], lags: some LagSource = Lags()) throws -> UseCaseAdvice {
    let advice = try Adviser.advise(
      workload(changes), catalog: catalog(), policy: policy(), lags: lags, at: day)
    return advice.rows[0]
  }
}
