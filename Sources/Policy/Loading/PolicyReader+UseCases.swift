internal import Catalog
internal import StrictYAML

extension PolicyReader {
  private static var useCaseKeys: [String] {
    [
      "id", "title", "stakes", "class", "domains", "names", "order", "prefer", "minimum_tier", "required_terms",
      "max_output_tokens", "expected_output_tokens", "allow_unknown_price", "max_fallbacks", "cascade",
    ]
  }

  mutating func useCases(_ nodes: [YAMLNode], maxFallbacks: Int) -> [UseCase] {
    var useCases: [UseCase] = []
    var owners: [String: String] = [:]
    var domainOwners: [String: String] = [:]
    for node in nodes {
      guard let useCase = useCase(node, maxFallbacks: maxFallbacks) else { continue }
      for name in [useCase.id] + useCase.names {
        if let owner = owners.updateValue(useCase.id, forKey: name.lowercased()) {
          errors.note(node.error("the name '\(name)' of use case '\(useCase.id)' already belongs to '\(owner)'"))
        }
      }
      for domain in useCase.domains {
        if let owner = domainOwners.updateValue(useCase.id, forKey: domain) {
          errors.note(
            node.error("the domain '\(domain)' already belongs to the use case '\(owner)'; it can have only one"))
        }
      }
      useCases.append(useCase)
    }
    return useCases
  }

  private mutating func useCase(_ node: YAMLNode, maxFallbacks: Int) -> UseCase? {
    guard let mapping = errors.mapping(node, keys: Self.useCaseKeys) else { return nil }
    let id = identifier(mapping)
    let stakes: Stakes? = required(mapping, "stakes").flatMap { _ in choice(mapping, "stakes") }
    let modelClass: ModelClass? = required(mapping, "class").flatMap { _ in choice(mapping, "class") }
    let minimumTier: Tier? = choice(mapping, "minimum_tier")
    let maxOutput = int(mapping, "max_output_tokens", 1...1_000_000) ?? 4096
    let expected = int(mapping, "expected_output_tokens", 1...1_000_000)
    if let expected, expected > maxOutput, let place = mapping.value("expected_output_tokens") {
      errors.note(place.error("the usual answer cannot be longer than max_output_tokens, which is \(maxOutput)"))
    }
    let prefer = items(mapping, "prefer").compactMap { pattern($0, among: catalog?.models.map(\.id), what: "model") }
    let order: OfferOrder = choice(mapping, "order") ?? .price
    if order == .price, let place = mapping.value("prefer") {
      errors.note(place.error("'prefer' has a meaning only with order: quality"))
    }
    let names = texts(mapping, "names")
    let domains = texts(mapping, "domains")
    let requiredTerms = terms(mapping, "required_terms")
    let unknownPrice: UnknownPrice = choice(mapping, "allow_unknown_price") ?? .never
    let fallbacks = int(mapping, "max_fallbacks", 0...16) ?? maxFallbacks
    let title = text(mapping, "title")
    let cascade = cascade(mapping, modelClass: modelClass, maxFallbacks: fallbacks)
    guard let id, let stakes, let modelClass else { return nil }
    return UseCase(
      id: id, title: title ?? id, stakes: stakes, modelClass: modelClass, domains: domains, names: names,
      order: order, prefer: prefer, minimumTier: minimumTier, requiredTerms: requiredTerms,
      maxOutputTokens: maxOutput, expectedOutputTokens: expected ?? min(500, maxOutput), unknownPrice: unknownPrice,
      maxFallbacks: fallbacks, cascade: cascade)
  }

  /// An id that can stand in a header, a model name and a report.
  private mutating func identifier(_ mapping: YAMLMapping) -> String? {
    guard let id = requiredText(mapping, "id"), let node = mapping.value("id") else { return nil }
    let isPlain = id.utf8.allSatisfy { byte in
      (97...122).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 95 || byte == 46
    }
    guard isPlain, id != "auto" else {
      errors.note(node.error("'\(id)' cannot be an id: small letters, digits, '-', '_' and '.', and not 'auto'"))
      return nil
    }
    return id
  }

  /// A name, or a pattern that ends in `*`, which must match something when `names` are known.
  mutating func pattern(_ node: YAMLNode, among names: [String]?, what: String) -> String? {
    guard let text = errors.take({ () throws(YAMLError) in try node.string() }) else { return nil }
    if let names, !names.contains(where: { Membership.matches($0, pattern: text) }) {
      errors.note(node.error("no \(what) in the catalogue matches '\(text)'\(Nearest.hint(text, among: names))"))
    }
    return text
  }
}
