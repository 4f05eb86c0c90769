internal import StrictYAML

extension CatalogReader {
  private static var keys: [String] {
    [
      "id", "name", "seat", "region", "dialect", "base_url", "key_env", "terms", "tool_fees", "source", "as_of",
      "replace",
    ]
  }

  /// Reads one entry of `providers:`.
  mutating func readProvider(_ entry: Entry) {
    guard let facts = problems.facts(entry.node, keys: Self.keys) else { return }
    let defaults = defaults(facts, inheriting: entry.defaults)
    let citation = citation(defaults, for: entry.node)
    let id = problems.required(facts, "id") { node throws(YAMLError) in try node.providerID() }
    let name = problems.required(facts, "name") { node throws(YAMLError) in try node.name() }
    let seat = problems.required(facts, "seat") { node throws(YAMLError) in
      try node.country(or: [CountryCodes.selfHosted])
    }
    let region = problems.optional(facts, "region") { node throws(YAMLError) in
      try node.country(or: CountryCodes.regionNames)
    }
    let dialect = problems.required(facts, "dialect") { node throws(YAMLError) in try node.choice(WireDialect.self) }
    let baseURL = problems.optional(facts, "base_url") { node throws(YAMLError) in try node.baseURL() }
    let keyVariable = problems.optional(facts, "key_env") { node throws(YAMLError) in try node.name() }
    let terms = problems.flags(facts, "terms", among: ContractTerms.names) ?? []
    let fees = toolFees(facts, defaults: defaults) ?? []
    let replacing = problems.optional(facts, "replace") { node throws(YAMLError) in try node.bool() } ?? false
    guard let id, let name, let seat, let dialect, let citation else { return }
    let provider = Provider(
      id: id, name: name, seat: seat, dialect: dialect, baseURL: baseURL, keyVariable: keyVariable, terms: terms,
      region: region ?? (seat == CountryCodes.selfHosted ? CountryCodes.selfHosted : "global"), toolFees: fees,
      citation: citation)
    add(provider, id: id, at: entry.node, replacing: replacing)
  }

  private mutating func add(_ provider: Provider, id: ProviderID, at node: YAMLNode, replacing: Bool) {
    do { try providers.add(provider, id: id, at: node, replacing: replacing) } catch { problems.note(error) }
  }
}
