internal import Catalog
internal import StrictYAML

extension PolicyReader {
  mutating func rule(_ node: YAMLNode) -> Rule? {
    guard let mapping = errors.mapping(node, keys: ["name", "when", "refuse", "reason", "source"]) else { return nil }
    let name = requiredText(mapping, "name")
    let reason = requiredText(mapping, "reason")
    let source = text(mapping, "source")
    let scope = mapping.value("when").map { ruleScope($0) } ?? RuleScope()
    var patterns: [OfferPattern] = []
    if let refuse = required(mapping, "refuse") {
      // One description, or a list of which any may match.
      let nodes: [YAMLNode]
      if case .sequence(let items) = refuse.content { nodes = items } else { nodes = [refuse] }
      patterns = nodes.compactMap { offerPattern($0) }
      if nodes.isEmpty { errors.note(refuse.error("'refuse' describes no offer")) }
    }
    guard let name, let reason else { return nil }
    return Rule(name: name, when: scope, refuse: patterns, reason: reason, source: source)
  }

  private mutating func ruleScope(_ node: YAMLNode) -> RuleScope {
    let keys = ["use_cases", "stakes", "tenants", "except_tenants", "data_classes"]
    guard let mapping = errors.mapping(node, keys: keys) else { return RuleScope() }
    let stakes = items(mapping, "stakes").compactMap { item in
      errors.take { () throws(YAMLError) in try item.choice(Stakes.self) }
    }
    return RuleScope(
      useCases: references(mapping, "use_cases", among: useCaseIDs, what: "use case"), stakes: stakes,
      tenants: texts(mapping, "tenants"), exceptTenants: texts(mapping, "except_tenants"),
      dataClasses: references(mapping, "data_classes", among: dataClassIDs, what: "data class"))
  }

  private static var patternKeys: [String] {
    [
      "weights", "origin", "origin_not", "host_country", "host_country_not", "region", "region_not", "licence",
      "licence_not", "provider", "provider_not", "model", "model_not", "tier_below", "lacks_terms",
      "input_price_above", "output_price_above",
    ]
  }

  private mutating func offerPattern(_ node: YAMLNode) -> OfferPattern? {
    guard let mapping = errors.mapping(node, keys: Self.patternKeys) else { return nil }
    if mapping.pairs.allSatisfy({ $0.value.isNull }) {
      errors.note(
        node.error("a description without conditions would refuse every offer", allowed: Self.patternKeys))
    }
    return OfferPattern(
      weights: choice(mapping, "weights"), origin: countries(mapping, "origin"),
      hostCountry: countries(mapping, "host_country"), region: countries(mapping, "region"),
      licence: membership(mapping, "licence", among: nil, what: "licence"),
      provider: membership(mapping, "provider", among: catalog?.providers.map(\.id), what: "provider"),
      model: membership(mapping, "model", among: catalog?.models.map(\.id), what: "model"),
      tierBelow: choice(mapping, "tier_below"), lacksTerms: terms(mapping, "lacks_terms"),
      inputPriceAbove: rate(mapping, "input_price_above"), outputPriceAbove: rate(mapping, "output_price_above"))
  }

  private mutating func countries(_ mapping: YAMLMapping, _ key: String) -> Membership? {
    for node in items(mapping, key) + items(mapping, key + "_not") {
      guard let code = errors.take({ () throws(YAMLError) in try node.string() }) else { continue }
      if !CountryCodes.all.contains(code), !CountryCodes.regionNames.contains(code) {
        errors.note(
          node.error(
            "'\(code)' is not a country: two capital letters of ISO 3166 such as CN, or one of "
              + CountryCodes.regionNames.joined(separator: ", ")))
      }
    }
    guard let found = membership(mapping, key, among: nil, what: "country") else { return nil }
    // EU stands for its members, and for a region that spreads over them.
    let codes = found.values.contains("EU") ? found.values + CountryCodes.europeanUnion.sorted() : found.values
    return Membership(codes, negated: found.negated)
  }

  private mutating func membership(
    _ mapping: YAMLMapping, _ key: String, among names: [String]?, what: String
  ) -> Membership? {
    if mapping.value(key) != nil, let other = mapping.value(key + "_not") {
      errors.note(other.error("'\(key)' and '\(key)_not' cannot stand in one description"))
    }
    for (key, negated) in [(key, false), (key + "_not", true)] {
      guard let node = mapping.value(key) else { continue }
      let values = items(mapping, key).compactMap { pattern($0, among: names, what: what) }
      if values.isEmpty { errors.note(node.error("'\(key)' needs at least one value, as a list")) }
      return Membership(values, negated: negated)
    }
    return nil
  }
}
