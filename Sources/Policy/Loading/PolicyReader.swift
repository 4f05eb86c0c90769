internal import Catalog
internal import StrictYAML

/// Turns nodes into a policy and gathers what is wrong with them.
struct PolicyReader {
  let catalog: Catalog?
  var errors = YAMLErrorCollector()
  /// What rules and exceptions may refer to; filled before they are read.
  var useCaseIDs: [String] = []
  var dataClassIDs: [String] = []

  init(catalog: Catalog?) { self.catalog = catalog }

  private static let keys = [
    "fallback_use_case", "max_fallbacks", "data_classes", "use_cases", "rules", "lower_stakes",
    "gates",
  ]

  mutating func policy(_ root: YAMLNode) -> Policy {
    let empty = Policy(useCases: [], fallbackUseCase: "")
    guard let mapping = errors.mapping(root, keys: Self.keys) else { return empty }
    let maxFallbacks = int(mapping, "max_fallbacks", 0...16) ?? 3
    let dataClasses = self.dataClasses(mapping)
    dataClassIDs = dataClasses.map(\.id)
    guard let useCasesNode = required(mapping, "use_cases"),
      let useCaseNodes = errors.take({ () throws(YAMLError) in try useCasesNode.list() })
    else { return empty }
    if useCaseNodes.isEmpty { errors.note(useCasesNode.error("at least one use case is needed")) }
    // Names are gathered first so that one broken use case does not make every reference to it an error too.
    useCaseIDs = useCaseNodes.compactMap { node in
      (try? node.mapping())?.value("id").flatMap { try? $0.string() }
    }
    let useCases = self.useCases(useCaseNodes, maxFallbacks: maxFallbacks)
    let rules = items(mapping, "rules").compactMap { rule($0) }
    let lowerings = items(mapping, "lower_stakes").compactMap { lowering($0, useCases: useCases) }
    refuseTwins(rules.map(\.name), in: mapping, of: "rules", key: "name")
    let fallback = required(mapping, "fallback_use_case").flatMap { reference($0, among: useCaseIDs, what: "use case") }
    var policy = Policy(
      useCases: useCases, fallbackUseCase: fallback ?? "", rules: rules, dataClasses: dataClasses,
      lowerings: lowerings)
    policy.gates = gates(items(mapping, "gates"), policy)
    refuseOpenIrrecoverable(policy, useCaseNodes)
    return policy
  }

  /// Irrecoverable stakes are served by closed weights, unless whoever answers for them has signed a gate for all.
  private mutating func refuseOpenIrrecoverable(_ policy: Policy, _ nodes: [YAMLNode]) {
    for node in nodes {
      guard let mapping = try? node.mapping(), let id = try? mapping.value("id")?.string(),
        let useCase = policy.useCases.first(where: { $0.id == id }), useCase.stakes == .irrecoverable,
        useCase.modelClass != .closed, let place = mapping.value("class")
      else { continue }
      let isSigned = policy.gates.contains { $0.useCase == id && $0.tenant == nil && $0.signature != nil }
      guard useCase.modelClass == .open || !isSigned else { continue }
      errors.note(
        place.error(
          "irrecoverable stakes are served by closed weights; lower the stakes, write class: closed, or sign a gate "
            + "for this use case"))
    }
  }

  private mutating func dataClasses(_ mapping: YAMLMapping) -> [DataClass] {
    guard let node = mapping.value("data_classes"),
      let entries = errors.take({ () throws(YAMLError) in try node.mapping() })
    else { return [] }
    return entries.pairs.compactMap { pair in
      errors.take { () throws(YAMLError) in DataClass(id: pair.key, meaning: try pair.value.string()) }
    }
  }

  /// The items of a list that may be missing.
  mutating func items(_ mapping: YAMLMapping, _ key: String) -> [YAMLNode] {
    guard let node = mapping.value(key) else { return [] }
    return errors.take { () throws(YAMLError) in try node.list() } ?? []
  }

  private mutating func refuseTwins(_ names: [String], in mapping: YAMLMapping, of list: String, key: String) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      let nodes = items(mapping, list).compactMap { (try? $0.mapping())?.value(key) }
      guard let last = nodes.last(where: { (try? $0.string()) == name }) else { continue }
      errors.note(last.error("the \(key) '\(name)' is given twice in '\(list)'"))
    }
  }
}
