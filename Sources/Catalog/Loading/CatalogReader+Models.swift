internal import StrictYAML

extension CatalogReader {
  private static var keys: [String] {
    [
      "id", "name", "lab", "origin", "weights", "licence", "tier", "released", "retires", "context", "max_output",
      "capabilities", "aliases", "tokenizer", "template_tokens", "source", "as_of", "replace",
    ]
  }

  /// Reads one entry of `models:`.
  mutating func readModel(_ entry: Entry) {
    guard let facts = problems.facts(entry.node, keys: Self.keys) else { return }
    let citation = citation(defaults(facts, inheriting: entry.defaults), for: entry.node)
    let id = problems.required(facts, "id") { node throws(YAMLError) in try node.modelID() }
    let name = problems.required(facts, "name") { node throws(YAMLError) in try node.name() }
    let lab = problems.required(facts, "lab") { node throws(YAMLError) in try node.name() }
    let origin = problems.required(facts, "origin") { node throws(YAMLError) in try node.country() }
    let weights = problems.required(facts, "weights") { node throws(YAMLError) in try node.choice(Weights.self) }
    let named = problems.optional(facts, "licence") { node throws(YAMLError) in try node.name() }
    let licence = named == "unknown" ? nil : named
    let tier = problems.required(facts, "tier") { node throws(YAMLError) in try node.choice(Tier.self) }
    let released = problems.optional(facts, "released") { node throws(YAMLError) in try node.instant() }
    let retires = problems.optional(facts, "retires") { node throws(YAMLError) in try node.instant() }
    let context = problems.required(facts, "context") { node throws(YAMLError) in try node.int(1...1_000_000_000) }
    let maxOutput = problems.optional(facts, "max_output") { node throws(YAMLError) in
      try node.int(0...1_000_000_000)
    }
    if !facts.pairs.contains(where: { $0.key == "capabilities" }) {
      problems.note(entry.node.error("'capabilities' is missing", allowed: Capabilities.names.map(\.0)))
    }
    let capabilities = Self.completed(problems.flags(facts, "capabilities", among: Capabilities.names) ?? [])
    let aliases = problems.optional(facts, "aliases") { node throws(YAMLError) in try node.strings() } ?? []
    let tokenizer = problems.optional(facts, "tokenizer") { node throws(YAMLError) in try node.name() }
    let template = problems.optional(facts, "template_tokens") { node throws(YAMLError) in try node.int(0...100_000) }
    let replacing = problems.optional(facts, "replace") { node throws(YAMLError) in try node.bool() } ?? false
    guard let id, let name, let lab, let origin, let weights, let tier, let context, let citation else { return }
    let model = Model(
      id: id, name: name, lab: lab, origin: origin, weights: weights, licence: licence, tier: tier, released: released,
      contextTokens: context, maxOutputTokens: maxOutput ?? (capabilities.contains(.chat) ? context : 0),
      capabilities: capabilities, aliases: aliases, tokenizer: tokenizer, templateTokens: template, retires: retires,
      citation: citation)
    do { try models.add(model, id: id, at: entry.node, replacing: replacing) } catch { problems.note(error) }
  }

  /// Notes every alias that could mean two models.
  mutating func noteAliasCollisions() {
    var owners: [String: ModelID] = [:]
    for model in models.values {
      guard let node = models.place(of: model.id) else { continue }
      for alias in model.aliases {
        if models[alias] != nil, alias != model.id {
          problems.note(node.error("the alias '\(alias)' of '\(model.id)' is the id of another model"))
        } else if let owner = owners[alias] {
          problems.note(node.error("the alias '\(alias)' of '\(model.id)' belongs to '\(owner)' already"))
        }
        owners[alias] = owners[alias] ?? model.id
      }
    }
  }

  /// Capabilities with `chat`, which goes without saying for whatever is not for embeddings.
  static func completed(_ capabilities: Capabilities) -> Capabilities {
    capabilities.contains(.embeddings) ? capabilities : capabilities.union(.chat)
  }
}
