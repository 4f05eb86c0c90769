internal import Catalog
internal import StrictYAML

extension PolicyReader {
  /// Holds a gate's models against the catalogue and the policy.
  mutating func checkModels(_ gate: Policy.Gate, _ mapping: YAMLMapping, _ policy: Policy) {
    if gate.incumbent == gate.challenger, let place = mapping.value("challenger") {
      errors.note(place.error("incumbent and challenger are the same"))
    }
    guard let catalog else { return }
    let compiled = CompiledPolicy(policy: policy, catalog: catalog)
    let incumbent = served(gate.incumbent, "incumbent", gate, mapping, compiled)
    let challenger = served(gate.challenger, "challenger", gate, mapping, compiled)
    if let incumbent, let challenger, let place = mapping.value("challenger"), gate.incumbent != gate.challenger {
      var both = incumbent
      both.formIntersection(challenger)
      if !both.isEmpty { errors.note(place.error("incumbent and challenger have offers in common")) }
    }
    guard let judge = gate.judge, let place = mapping.value("judge"),
      let judgeLab = lab(judge, place, catalog)
    else { return }
    for (name, role) in [(gate.incumbent, "incumbent"), (gate.challenger, "challenger")]
    where model(name, catalog)?.lab == judgeLab {
      errors.note(
        place.error("the judge and the \(role) '\(name)' are both of \(judgeLab); a judge favours its own family"))
    }
  }

  /// The offers of one side, if any of them may serve the use case.
  private mutating func served(
    _ name: String, _ key: String, _ gate: Policy.Gate, _ mapping: YAMLMapping, _ compiled: CompiledPolicy
  ) -> OfferSet? {
    guard let place = mapping.value(key), lab(name, place, compiled.catalog) != nil,
      let useCase = compiled.useCaseNumber(named: gate.useCase)
    else { return nil }
    let offers = compiled.offers(named: name)
    // Prices change from day to day; a gate is held against the last that are known.
    let end = Timestamp(milliseconds: .max)
    let lowering = compiled.policy.lowerings.first { $0.tenant == gate.tenant && $0.useCase == gate.useCase }
    let request = Case(
      useCase: useCase, stakes: lowering?.stakes ?? compiled.policy.useCases[useCase].stakes, modelClass: .hybrid,
      tenant: gate.tenant, at: end)
    var refusal = Verdict(allowed: false, reason: "it has no offer")
    var isAllowed = false
    offers.forEach { number in
      let verdict = compiled.verdict(request, offer: number)
      if verdict.allowed { isAllowed = true } else { refusal = verdict }
    }
    if !isAllowed {
      let rule = refusal.rule.map { " (rule '\($0)')" } ?? ""
      errors.note(
        place.error("'\(name)' may not serve '\(gate.useCase)': \(refusal.reason ?? "it is refused")\(rule)"))
    }
    return offers
  }

  /// The maker of a model or of an offer's model; a name that the catalogue does not have is noted.
  private mutating func lab(_ name: String, _ place: YAMLNode, _ catalog: Catalog) -> String? {
    if let model = model(name, catalog) { return model.lab }
    let names = catalog.models.map(\.id) + catalog.offers.map(\.id)
    errors.note(
      place.error("the catalogue has no model or offer '\(name)'\(Nearest.hint(name, among: names))"))
    return nil
  }

  private func model(_ name: String, _ catalog: Catalog) -> Model? {
    catalog.model(named: name) ?? catalog.offerNumber(name).flatMap { catalog.model(catalog.offers[$0].model) }
  }
}
