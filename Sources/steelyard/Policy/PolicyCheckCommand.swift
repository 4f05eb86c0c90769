import ArgumentParser
import Catalog
import Policy

/// `steelyard policy check`: whether a policy can be used, and what in it has no effect.
struct PolicyCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Reads a policy and names each error with file, line, column and allowed values.",
    discussion: "Exits with 1 when there is an error, or with --strict a warning.")

  @Argument(help: "The policy (default: the built-in one).", completion: .file(extensions: ["yaml", "yml"]))
  var file: String?
  @OptionGroup var catalog: CatalogOptions
  @Flag(help: "Takes warnings as errors.") var strict = false

  func run() throws {
    let catalog = try catalog.load()
    let source = try PolicyFile(path: file)
    let policy = try source.load(catalog: catalog)
    let warnings = Self.warnings(policy, catalog: catalog, at: self.catalog.instant)
    for warning in warnings { print("warning: \(warning)") }
    print(
      "\(source.name) is valid: \(policy.useCases.count) use cases, \(policy.rules.count) rules, "
        + "\(policy.lowerings.count) exceptions, \(policy.gates.count) gate\(policy.gates.count == 1 ? "" : "s"), checked against \(catalog.offers.count) offers"
    )
    if strict, !warnings.isEmpty { throw ExitCode(1) }
  }

  /// What is allowed to be written and probably not meant.
  static func warnings(_ policy: Policy, catalog: Catalog, at instant: Timestamp) -> [String] {
    var warnings: [String] = []
    for useCase in policy.useCases {
      let verdicts = policy.verdicts(
        useCase: useCase, tenant: nil, dataClass: nil, catalog: catalog, at: instant)
      if !verdicts.contains(where: \.allowed) {
        warnings.append("no offer of the catalogue may serve the use case '\(useCase.id)'")
      }
    }
    for rule in policy.rules {
      let describes = catalog.offers.contains { offer in
        guard let model = catalog.model(offer.model), let provider = catalog.provider(offer.provider) else {
          return false
        }
        return rule.refuse.contains { $0.matchesFacts(offer: offer, model: model, provider: provider) }
      }
      if !describes { warnings.append("the rule '\(rule.name)' describes no offer of the catalogue") }
    }
    warnings += gateWarnings(policy, catalog: catalog, at: instant)
    for lowering in policy.lowerings where lowering.until.map({ $0 <= instant }) == true {
      warnings.append("the lowering of '\(lowering.useCase)' for '\(lowering.tenant)' has ended")
    }
    return warnings
  }

  private static func gateWarnings(_ policy: Policy, catalog: Catalog, at instant: Timestamp) -> [String] {
    let compiled = CompiledPolicy(policy: policy, catalog: catalog)
    let usage = TokenUsage(input: 1000, output: 500)
    func cheapest(_ name: String) -> NanoDollars? {
      var costs: [NanoDollars] = []
      compiled.offers(named: name).forEach { number in
        if let cost = catalog.offers[number].cost(of: usage, at: instant).amount { costs.append(cost) }
      }
      return costs.min()
    }
    return policy.gates.compactMap { gate in
      guard let challenger = cheapest(gate.challenger) else {
        return "the gate '\(gate.name)' can open and still change nothing: no price of its challenger is known, and "
          + "offers without one are the last to serve"
      }
      guard let incumbent = cheapest(gate.incumbent), challenger >= incumbent else { return nil }
      return "the gate '\(gate.name)' would save nothing: its challenger is no cheaper than '\(gate.incumbent)'"
    }
  }
}
