public import Catalog

extension Policy {
  /// What the policy says of every offer of a catalogue, in the order of `catalog.offers`.
  ///
  /// For reports; a router keeps a `CompiledPolicy` instead.
  public func verdicts(
    useCase: UseCase, tenant: String?, dataClass: String?, catalog: Catalog, at instant: Timestamp
  ) -> [Verdict] {
    let compiled = CompiledPolicy(policy: self, catalog: catalog)
    guard let number = compiled.useCaseNumber(named: useCase.id) else {
      return catalog.offers.map { _ in
        .refused(by: "use_case", "the policy has no use case '\(useCase.id)'")
      }
    }
    let (stakes, modelClass) = compiled.stakes(of: number, tenant: tenant, at: instant)
    let request = Case(
      useCase: number, stakes: stakes, modelClass: modelClass, tenant: tenant, dataClass: dataClass, at: instant)
    return catalog.offers.indices.map { compiled.verdict(request, offer: $0) }
  }
}
