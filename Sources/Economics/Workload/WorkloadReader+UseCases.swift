internal import Catalog
internal import Frontier
internal import Policy
internal import StrictYAML

extension WorkloadReader {
  private static var useCaseKeys: [String] {
    [
      "id", "title", "use_case", "requests_per_month", "tokens", "work", "best_closed_error", "error_cost_usd",
      "caught_share", "review_cost_usd", "reviewed_share", "irrecoverable_above_usd", "epsilon", "measured",
      "detector", "fallback", "today", "tenant", "data_class", "regions", "terms", "budget_usd_per_month", "lag_months",
      "plan",
    ]
  }
  private static var tokenKeys: [String] {
    ["input", "output", "reasoning", "cached_share", "cache_write_share", "batch_share"]
  }

  mutating func useCase(_ node: YAMLNode, detector shared: YAMLNode?) -> WorkloadUseCase? {
    guard let mapping = errors.mapping(node, keys: Self.useCaseKeys) else { return nil }
    let id = required(mapping, "id").flatMap { text($0) }
    let requests = required(mapping, "requests_per_month").flatMap { number($0, 0...1e12) }
    let tokens = required(mapping, "tokens").flatMap { tokenShape($0) }
    var beliefs = Beliefs()
    beliefs.quantities[.bestClosedError] = required(mapping, "best_closed_error").flatMap { quantity($0, 0...1) }
    beliefs.quantities[.errorCost] = required(mapping, "error_cost_usd").flatMap { quantity($0, 0...1e12) }
    beliefs.quantities[.caughtShare] = required(mapping, "caught_share").flatMap { quantity($0, 0...1) }
    beliefs.quantities[.reviewCost] =
      mapping.value("review_cost_usd").map { quantity($0, 0...1e9) }
      ?? Quantity(0, basis: .assumed("no review is paid for"))
    beliefs.quantities[.lag] = mapping.value("lag_months").flatMap { quantity($0, 0...240) }
    let reviewed = number(mapping, "reviewed_share", 0...1) ?? 0
    let threshold = number(mapping, "irrecoverable_above_usd", 0...1e12)
    let epsilon = number(mapping, "epsilon", 0.000_000_1...1) ?? 0.01
    let work = mapping.value("work").flatMap { category($0) }
    let measured = items(mapping, "measured").compactMap { measuredErrors($0) }
    for (place, count) in measured.enumerated() {
      if measured[..<place].contains(where: { $0.model == count.model }), let node = mapping.value("measured") {
        errors.note(node.error("errors of '\(count.model)' are counted here twice; add them up"))
      }
      // A count stands for itself; its interval is Wilson's.
      let rate = count.rate
      beliefs.quantities[.measuredError(count.model)] = Quantity(
        rate.value, low: rate.low, high: rate.high, basis: .measured(count.source))
    }
    let detector = (mapping.value("detector") ?? shared).flatMap { self.detector($0, &beliefs) }
    let fallback = mapping.value("fallback").flatMap { node in
      errors.take { () throws(YAMLError) in try node.choice(Fallback.self) }
    }
    let policyUseCase = mapping.value("use_case").flatMap {
      reference($0, among: policy.requestNames, what: "use case of the policy")
    }
    let today = mapping.value("today").flatMap { self.today($0) }
    let constraints = constraints(mapping)
    let plan = mapping.value("plan").flatMap { seatPlan($0) }
    let title = text(mapping, "title")
    guard let id, let requests, let tokens else { return nil }
    return WorkloadUseCase(
      id: id, title: title ?? policy.useCase(named: policyUseCase ?? id)?.title ?? id, policyUseCase: policyUseCase,
      requestsPerMonth: requests, tokens: tokens, beliefs: beliefs, irrecoverableAbove: threshold,
      reviewedShare: reviewed, epsilon: epsilon, work: work, measured: measured, detector: detector,
      fallback: fallback ?? .again, today: today,
      constraints: constraints, plan: plan)
  }

  private mutating func tokenShape(_ node: YAMLNode) -> TokenShape? {
    guard let mapping = errors.mapping(node, keys: Self.tokenKeys) else { return nil }
    let counts = 0...100_000_000
    guard let inputNode = required(mapping, "input"), let outputNode = required(mapping, "output"),
      let input = errors.take({ () throws(YAMLError) in try inputNode.int(counts) }),
      let output = errors.take({ () throws(YAMLError) in try outputNode.int(counts) })
    else { return nil }
    let cached = number(mapping, "cached_share", 0...1) ?? 0
    let written = number(mapping, "cache_write_share", 0...1) ?? 0
    if cached + written > 1, let place = mapping.value("cache_write_share") {
      errors.note(place.error("'cached_share' and 'cache_write_share' are parts of the same prompt; they exceed 1"))
    }
    return TokenShape(
      input: input, output: output, reasoning: int(mapping, "reasoning", counts) ?? 0, cachedShare: cached,
      cacheWriteShare: written, batchShare: number(mapping, "batch_share", 0...1) ?? 0)
  }

  private mutating func constraints(_ mapping: YAMLMapping) -> Constraints {
    var terms: ContractTerms = []
    for node in items(mapping, "terms") {
      terms.formUnion(errors.take { () throws(YAMLError) in try node.choice(ContractTerms.names) } ?? [])
    }
    let places = CountryCodes.regionNames + CountryCodes.all.sorted()
    return Constraints(
      tenant: text(mapping, "tenant"),
      dataClass: mapping.value("data_class").flatMap {
        reference($0, among: policy.dataClasses.map(\.id), what: "data class")
      },
      regions: items(mapping, "regions").compactMap { reference($0, among: places, what: "region") }, terms: terms,
      monthlyBudget: number(mapping, "budget_usd_per_month", 0...1e12))
  }

  private mutating func category(_ node: YAMLNode) -> BenchmarkCategory? {
    reference(node, among: BenchmarkCategory.all.map(\.name), what: "kind of work").map { BenchmarkCategory($0) }
  }

  private mutating func today(_ node: YAMLNode) -> String? {
    guard let name = text(node) else { return nil }
    if catalog.offerNumber(name) != nil { return name }
    return reference(node, among: catalog.models.map(\.id), what: "model or offer")
  }
}
