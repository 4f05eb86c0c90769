public import Catalog

/// A policy next to the catalogue that it judges, in a form that answers within fractions of a microsecond.
///
/// Which offers a rule's facts describe is found once; a request only joins sets of bits. Limits on price
/// are looked at per request, because prices change with the day.
public struct CompiledPolicy: Sendable {
  /// The policy as written.
  public let policy: Policy
  /// The catalogue that it judges.
  public let catalog: Catalog
  /// All offers.
  public let all: OfferSet
  /// Offers of models with open weights; the rest are closed.
  public let open: OfferSet
  /// Offers of models with closed weights.
  public let closed: OfferSet
  private let rules: [CompiledRule]
  private let requirements: [Requirements]
  /// Use cases by id and name as UTF-8: what a caller names is compared as bytes, which takes linear time.
  private let numbers: [[UInt8]: Int]
  private let dataClasses: Set<[UInt8]>
  private let numbersByDomain: [String: Int]
  /// The position of the fallback use case.
  public let fallback: Int
  let useCaseGates: [UseCaseGates]

  private struct Requirements: Sendable {
    var tier: OfferSet
    var terms: OfferSet
  }

  /// Finds which offers each rule and requirement describes.
  public init(policy: Policy, catalog: Catalog) {
    self.policy = policy
    self.catalog = catalog
    let offers = catalog.offers
    let models = offers.map { catalog.model($0.model) }
    all = OfferSet(count: offers.count) { _ in true }
    open = OfferSet(count: offers.count) { models[$0]?.weights == .open }
    closed = OfferSet(count: offers.count) { models[$0]?.weights == .closed }
    rules = policy.rules.map { CompiledRule($0, catalog: catalog) }
    requirements = policy.useCases.map { useCase in
      Requirements(
        tier: OfferSet(count: offers.count) { number in
          useCase.minimumTier.map { minimum in models[number].map { $0.tier >= minimum } == true } ?? true
        },
        terms: OfferSet(count: offers.count) { offers[$0].terms.isSuperset(of: useCase.requiredTerms) })
    }
    var numbers: [[UInt8]: Int] = [:]
    var domains: [String: Int] = [:]
    for (number, useCase) in policy.useCases.enumerated() {
      for name in [useCase.id] + useCase.names where numbers[Self.key(name)] == nil {
        numbers[Self.key(name)] = number
      }
      for domain in useCase.domains where domains[domain] == nil { domains[domain] = number }
    }
    self.numbers = numbers
    dataClasses = Set(policy.dataClasses.map { Array($0.id.utf8) })
    numbersByDomain = domains
    fallback = numbers[Self.key(policy.fallbackUseCase)] ?? 0
    useCaseGates = Self.compile(policy, catalog, numbers: numbers)
  }

  /// The position of the use case with this id or name; letters' case does not matter.
  public func useCaseNumber(named name: String) -> Int? { numbers[Self.key(name)] }

  /// Whether the policy knows a data class by this name.
  public func hasDataClass(_ name: String) -> Bool { dataClasses.contains(Array(name.utf8)) }

  static func key(_ name: String) -> [UInt8] { Array(name.lowercased().utf8) }

  /// The position of the use case that a domain of text belongs to.
  public func useCaseNumber(forDomain domain: String) -> Int? { numbersByDomain[domain] }

  /// What is at stake in a use case for a tenant: the use case's own, unless its owner lowered it by name.
  public func stakes(of useCase: Int, tenant: String?, at instant: Timestamp) -> (Stakes, ModelClass) {
    let own = (policy.useCases[useCase].stakes, policy.useCases[useCase].modelClass)
    guard let tenant, !policy.lowerings.isEmpty else { return own }
    let id = policy.useCases[useCase].id
    let lowering = policy.lowerings.first { $0.tenant == tenant && $0.useCase == id && $0.holds(at: instant) }
    return lowering.map { ($0.stakes, $0.modelClass ?? own.1) } ?? own
  }

  /// The offers that policy lets serve.
  public func allowed(_ request: Case) -> OfferSet {
    var allowed = weights(request.modelClass)
    let id = policy.useCases[request.useCase].id
    allowed.formIntersection(requirements[request.useCase].terms)
    if request.checksTier { allowed.formIntersection(requirements[request.useCase].tier) }
    for rule in rules where rule.covers(request, useCase: id) { rule.subtractRefused(from: &allowed, at: request.at) }
    return allowed
  }

  /// What policy says of one offer, with the rule and the reason.
  public func verdict(_ request: Case, offer number: Int) -> Verdict {
    let useCase = policy.useCases[request.useCase]
    if !weights(request.modelClass).contains(number) {
      return .refused(
        by: "\(useCase.id)/class",
        "'\(useCase.id)' is served by \(request.modelClass.rawValue) weights only; this model's weights are "
          + (open.contains(number) ? "open" : "closed"))
    }
    for rule in rules where rule.covers(request, useCase: useCase.id) && rule.refuses(number, at: request.at) {
      return .refused(by: rule.rule.name, rule.rule.reason)
    }
    if !requirements[request.useCase].terms.contains(number) {
      let missing = useCase.requiredTerms.subtracting(catalog.offers[number].terms).labels
      return .refused(
        by: "\(useCase.id)/required_terms", "the offer lacks contract terms: \(missing.joined(separator: ", "))")
    }
    if request.checksTier, !requirements[request.useCase].tier.contains(number), let minimum = useCase.minimumTier {
      return .refused(
        by: "\(useCase.id)/minimum_tier", "'\(useCase.id)' needs a model of tier \(minimum.rawValue) or higher")
    }
    return .allowed
  }

  private func weights(_ modelClass: ModelClass) -> OfferSet {
    switch modelClass {
    case .closed: closed
    case .open: open
    case .hybrid: all
    }
  }
}
