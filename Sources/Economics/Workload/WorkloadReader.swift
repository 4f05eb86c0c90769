internal import Catalog
internal import Policy
internal import StrictYAML

/// Reads a workload and gathers its errors.
struct WorkloadReader {
  let catalog: Catalog
  let policy: Policy
  var errors = YAMLErrorCollector()

  private static let keys = [
    "version", "title", "irrecoverable_above_usd", "errors", "tokens_elsewhere", "detector", "use_cases",
    "self_hosting",
  ]
  private static let errorKeys = [
    "at_frontier", "decline_per_year", "mid_tier_months", "small_tier_months", "lag_months",
  ]

  init(catalog: Catalog, policy: Policy) {
    self.catalog = catalog
    self.policy = policy
  }

  mutating func workload(_ root: YAMLNode) -> Workload {
    var result = Workload(
      title: "", irrecoverableAbove: 0, frontierLabs: [], beliefs: Beliefs(), useCases: [])
    guard let mapping = errors.mapping(root, keys: Self.keys) else { return result }
    if let version = required(mapping, "version"), text(version) != "1" {
      errors.note(version.error("only version 1 is known", allowed: ["1"]))
    }
    result.title = required(mapping, "title").flatMap { text($0) } ?? ""
    if let node = required(mapping, "irrecoverable_above_usd") {
      result.irrecoverableAbove = number(node, 0...1e12) ?? 0
    }
    if let node = required(mapping, "errors"), let section = errors.mapping(node, keys: Self.errorKeys) {
      let labs = Set(catalog.models.map(\.lab)).sorted()
      result.frontierLabs = items(section, "at_frontier").compactMap { reference($0, among: labs, what: "maker") }
      if result.frontierLabs.isEmpty {
        errors.note(node.error("'at_frontier' needs at least one maker, as a list", allowed: labs))
      }
      result.beliefs.quantities[.errorDecline] = required(section, "decline_per_year").flatMap {
        quantity($0, 1...1000)
      }
      result.beliefs.quantities[.midTier] = required(section, "mid_tier_months").flatMap { quantity($0, 0...120) }
      result.beliefs.quantities[.smallTier] = required(section, "small_tier_months").flatMap { quantity($0, 0...120) }
      result.beliefs.quantities[.lag] = section.value("lag_months").flatMap { quantity($0, 0...240) }
    }
    result.beliefs.quantities[.tokensElsewhere] =
      mapping.value("tokens_elsewhere").flatMap { quantity($0, 0.1...10) }
    let shared = mapping.value("detector")
    var ids: Set<String> = []
    for node in items(mapping, "use_cases") {
      guard let useCase = useCase(node, detector: shared) else { continue }
      if !ids.insert(useCase.id).inserted {
        errors.note(node.error("the use case '\(useCase.id)' is in this workload twice"))
      }
      result.useCases.append(useCase)
    }
    if result.useCases.isEmpty, errors.errors.isEmpty { errors.note(root.error("'use_cases' lists no use case")) }
    result.selfHosting = items(mapping, "self_hosting").compactMap { selfHosting($0) }
    return result
  }
}
