public import Catalog
public import Policy

/// Everything that decides how calls are summed: catalogue, policy and mapping in compiled form. Shared by all workers.
public struct AuditScheme: Sendable {
  /// The catalogue whose prices count.
  public let catalog: Catalog
  /// The policy that is audited against.
  public let policy: CompiledPolicy
  /// The mapping from names to use cases.
  public let mapping: AuditMapping
  /// The day whose prices and policy count for all calls; nil for those of each call's own time.
  public let asOf: Timestamp?
  /// How much detail is kept before calls are summed more coarsely.
  public let limits: AuditLimits
  /// Sixteen hexadecimal digits over all that changes sums; saved sums of another fingerprint are refused.
  public let fingerprint: String
  let names: ModelNames
  let segments: PriceSegments
  let sizes: PromptSizes
  let finder: WorkFinder

  /// Compiles; `classifier` names the version of what assesses texts, or is empty when nothing does.
  ///
  /// With `asOf` every call counts as made at the same hour of the week that begins there, so that a log from before
  /// the catalogue's first prices, or of any time, can be priced with today's.
  public init(
    catalog: Catalog, policy: Policy, mapping: AuditMapping = .empty, classifier: String = "",
    asOf: Timestamp? = nil, limits: AuditLimits = AuditLimits()
  ) {
    self.catalog = catalog
    self.policy = CompiledPolicy(policy: policy, catalog: catalog)
    self.mapping = mapping
    self.limits = limits
    self.asOf = asOf
    names = ModelNames(catalog)
    // Signed exceptions begin and end too, and within a segment everything must stay the same.
    segments = PriceSegments(catalog, also: policy.lowerings.flatMap { [$0.date] + ($0.until.map { [$0] } ?? []) })
    sizes = PromptSizes(catalog)
    finder = WorkFinder(mapping: mapping, policy: self.policy)
    var hash = Fingerprint()
    hash.add(PriceVersion(catalog).fingerprint)
    for model in catalog.models {
      hash.add(model.id)
      for alias in model.aliases { hash.add(alias) }
    }
    for offer in catalog.offers {
      hash.add(offer.upstreamModel)
      hash.add(offer.region)
      hash.add(Int64(offer.contextTokens))
    }
    for useCase in policy.useCases {
      hash.add(useCase.id)
      for name in useCase.names { hash.add(name) }
      hash.add(useCase.stakes.rawValue)
    }
    hash.add(policy.fallbackUseCase)
    for change in segments.changes { hash.add(change.milliseconds) }
    for rule in mapping.rules { hash.add("\(rule.useCase) \(rule.dataClass ?? "") \(rule.summary)") }
    hash.add(classifier)
    hash.add(asOf?.milliseconds ?? -1)
    for limit in [limits.namesPerField, limits.origins, limits.cells] { hash.add(Int64(limit)) }
    fingerprint = hash.text
  }

  /// The instant whose prices count for a call.
  func pricedAt(_ instant: Timestamp) -> Timestamp {
    guard let asOf else { return instant }
    let week: Int64 = 7 * 86_400_000
    let offset = (instant.milliseconds % week - asOf.milliseconds % week + 2 * week) % week
    let (sum, overflow) = asOf.milliseconds.addingReportingOverflow(offset)
    return overflow ? asOf : Timestamp(milliseconds: sum)
  }
}
