internal import StrictYAML

/// Reads files section by section: what is referred to comes before what refers to it, in whichever file it stands.
struct CatalogReader {
  /// A section entry with the defaults of its file.
  typealias Entry = (node: YAMLNode, defaults: FactDefaults)

  var problems = YAMLErrorCollector()
  var sources: [String: Source] = [:]
  var providers = UniqueFacts<Provider>(what: "provider")
  var models = UniqueFacts<Model>(what: "model")
  var offers = UniqueFacts<Offer>(what: "offer")

  private static let sections = ["version", "defaults", "sources", "providers", "models", "offers", "overrides"]

  /// Everything in the files, or every error in them.
  mutating func read(_ files: [(name: String, text: String)]) throws(YAMLErrors) -> Catalog {
    let roots = files.compactMap { root(name: $0.name, text: $0.text) }
    for root in roots { readSources(root) }
    let defaulted = roots.map { (root: $0, defaults: fileDefaults($0)) }
    func entries(_ section: String) -> [Entry] {
      defaulted.flatMap { file in problems.entries(file.root, section).map { ($0, file.defaults) } }
    }
    for entry in entries("providers") { readProvider(entry) }
    for entry in entries("models") { readModel(entry) }
    for entry in entries("offers") { readOffers(entry) }
    noteAliasCollisions()
    var listed = offers.values
    for entry in entries("overrides") { applyOverride(entry, to: &listed) }
    try problems.finish()
    return Catalog(
      models: models.values, providers: providers.values, offers: listed,
      sources: sources.values.sorted { $0.name < $1.name })
  }

  private mutating func root(name: String, text: String) -> YAMLMapping? {
    guard
      let node = problems.take({ () throws(YAMLError) in try YAMLDocument.parse(text, file: name) }),
      let root = problems.mapping(node, keys: Self.sections)
    else { return nil }
    _ = problems.required(root, "version") { node throws(YAMLError) in
      guard try node.string() == "1" else { throw node.error("only version 1 is known", allowed: ["1"]) }
    }
    return root
  }

  private mutating func readSources(_ root: YAMLMapping) {
    guard let section = problems.optional(root, "sources", { node throws(YAMLError) in try node.mapping() }) else {
      return
    }
    for pair in section.pairs {
      guard let facts = problems.facts(pair.value, keys: ["url", "licence", "description", "as_of"]) else { continue }
      let source = Source(
        name: pair.key, url: problems.optional(facts, "url") { node throws(YAMLError) in try node.name() },
        licence: problems.optional(facts, "licence") { node throws(YAMLError) in try node.name() },
        description: problems.optional(facts, "description") { node throws(YAMLError) in try node.string() },
        asOf: problems.optional(facts, "as_of") { node throws(YAMLError) in try node.instant() })
      if let known = sources[pair.key], known != source {
        problems.note(pair.keyNode.error("the source '\(pair.key)' is described differently in another place"))
      }
      sources[pair.key] = source
    }
  }

  private mutating func fileDefaults(_ root: YAMLMapping) -> FactDefaults {
    guard let node = root.value("defaults"),
      let mapping = problems.facts(node, keys: ["source", "as_of", "from"])
    else { return FactDefaults() }
    return defaults(mapping, inheriting: FactDefaults())
  }
}
