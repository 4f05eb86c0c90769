internal import Catalog

extension CompiledPolicy {
  /// Whether any use case has a gate.
  public var hasGates: Bool { !useCaseGates.isEmpty }

  /// The gates that requests of a tenant in a use case are subject to, in the order of the policy.
  public func gates(of useCase: Int, tenant: String?) -> [CompiledGate] {
    useCaseGates.isEmpty ? [] : useCaseGates[useCase].gates(for: tenant)
  }

  /// The offers that a name stands for: all of a model's, or one.
  public func offers(named name: String) -> OfferSet { Self.offers(named: name, catalog) }

  static func offers(named name: String, _ catalog: Catalog) -> OfferSet {
    let model = catalog.model(named: name)?.id
    return OfferSet(count: catalog.offers.count) { number in
      let offer = catalog.offers[number]
      return model.map { offer.model == $0 } ?? (offer.id == name)
    }
  }

  /// The gates of each use case; empty when the policy has none at all.
  static func compile(_ policy: Policy, _ catalog: Catalog, numbers: [[UInt8]: Int]) -> [UseCaseGates] {
    guard !policy.gates.isEmpty else { return [] }
    var found = policy.useCases.map { _ in UseCaseGates() }
    for gate in policy.gates {
      guard let number = numbers[key(gate.useCase)] else { continue }
      found[number].add(
        CompiledGate(
          gate, incumbent: offers(named: gate.incumbent, catalog), challenger: offers(named: gate.challenger, catalog)))
    }
    return found
  }
}
