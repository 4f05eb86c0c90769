import Catalog
import Policy

/// What the same work would have cost on one closed model, at the same token counts.
struct DemoBaseline: Sendable {
  /// The offer and its sum.
  struct Choice: Sendable {
    var offer: OfferID
    var cost: NanoDollars
  }

  let catalog: Catalog
  let compiled: CompiledPolicy
  let providers: Set<ProviderID>

  init(catalog: Catalog, policy: Policy, providers: Set<ProviderID>) {
    self.catalog = catalog
    compiled = CompiledPolicy(policy: policy, catalog: catalog)
    self.providers = providers
  }

  /// The dearest closed offer that the rules would let serve all of these decisions of one use case.
  func dearest(_ decisions: [DemoDecision]) -> Choice? {
    candidates(decisions).compactMap { number in
      sum(decisions, number: number).map { Choice(offer: catalog.offers[number].id, cost: $0) }
    }.max { $0.cost < $1.cost }
  }

  /// What these decisions would have cost on one offer; nil when that is not known.
  func cost(_ decisions: [DemoDecision], on offer: OfferID) -> NanoDollars? {
    catalog.offerNumber(offer).flatMap { sum(decisions, number: $0) }
  }

  private func candidates(_ decisions: [DemoDecision]) -> [Int] {
    guard let first = decisions.first, let useCase = compiled.useCaseNumber(named: first.useCase) else { return [] }
    var allowed = compiled.closed
    for tenant in Set(decisions.map(\.tenant)) {
      let (stakes, _) = compiled.stakes(of: useCase, tenant: tenant, at: first.at)
      // The class is the one thing that is set aside: the question is what closed models would have cost.
      let request = Case(useCase: useCase, stakes: stakes, modelClass: .closed, tenant: tenant, at: first.at)
      allowed.formIntersection(compiled.allowed(request))
    }
    var numbers: [Int] = []
    allowed.forEach { number in
      let offer = catalog.offers[number]
      if providers.contains(offer.provider), offer.capabilities.contains(.chat) { numbers.append(number) }
    }
    return numbers
  }

  private func sum(_ decisions: [DemoDecision], number: Int) -> NanoDollars? {
    var sum = NanoDollars.zero
    for decision in decisions {
      guard let usage = decision.usage else { continue }
      guard let cost = catalog.offers[number].cost(of: usage, at: decision.at).amount else { return nil }
      sum += cost
    }
    return sum
  }
}
