internal import StrictYAML

/// Turns nodes into a lexicon and gathers what is wrong with them.
struct LexiconReader {
  var errors = YAMLErrorCollector()
  /// Letters of all terms together; no automaton of them can have more states.
  private var letters = 0

  mutating func lexicon(_ root: YAMLNode) -> Lexicon {
    let empty = Lexicon(version: "", roles: RoleWeights(), domains: [])
    guard let mapping = errors.mapping(root, keys: ["version", "roles", "domains"]) else { return empty }
    let version = errors.take { () throws(YAMLError) in try mapping.required("version").string() }
    let roles = mapping.value("roles").map { roleWeights($0) } ?? RoleWeights()
    guard let list = errors.take({ () throws(YAMLError) in try mapping.required("domains") }),
      let nodes = errors.take({ () throws(YAMLError) in try list.list() })
    else { return empty }
    if nodes.isEmpty { errors.note(list.error("at least one domain is needed")) }
    var domains: [LexiconDomain] = []
    for node in nodes {
      guard let domain = domain(node) else { continue }
      if domains.contains(where: { $0.domain == domain.domain }) {
        errors.note(node.error("the domain '\(domain.domain.rawValue)' is given twice"))
      }
      domains.append(domain)
    }
    if letters >= TermTrie.capacity {
      errors.note(
        list.error("the terms have \(letters) letters together; at most \(TermTrie.capacity - 1) can be looked for"))
    }
    return Lexicon(version: version ?? "", roles: roles, domains: domains)
  }

  private mutating func roleWeights(_ node: YAMLNode) -> RoleWeights {
    var weights = RoleWeights()
    let fields: [(String, WritableKeyPath<RoleWeights, Int>)] = [
      ("last_user", \.lastUser), ("user", \.user), ("system", \.system), ("assistant", \.assistant),
      ("tool", \.tool), ("document", \.document),
    ]
    guard let mapping = errors.mapping(node, keys: fields.map(\.0)) else { return weights }
    for (key, field) in fields {
      guard let value = mapping.value(key), let milli = milli(value, 0...10_000) else { continue }
      weights[keyPath: field] = milli
    }
    return weights
  }

  private mutating func domain(_ node: YAMLNode) -> LexiconDomain? {
    let keys = ["id", "pins", "doubt", "certain", "terms"]
    guard let mapping = errors.mapping(node, keys: keys),
      let id = errors.take({ () throws(YAMLError) in try mapping.required("id").string() })
    else { return nil }
    let pins = mapping.value("pins").flatMap { value in errors.take { () throws(YAMLError) in try value.bool() } }
    let doubt = threshold(mapping, "doubt")
    let certain = threshold(mapping, "certain")
    if let doubt, let certain, certain < doubt, let place = mapping.value("certain") {
      errors.note(place.error("'certain' must not be below 'doubt'"))
    }
    var terms: [LexiconTerm] = []
    var places: [[UInt8]: String] = [:]
    if let list = errors.take({ () throws(YAMLError) in try mapping.required("terms") }),
      let groups = errors.take({ () throws(YAMLError) in try list.list() })
    {
      for group in groups { terms += self.terms(group, seen: &places) }
    }
    guard let doubt, let certain else { return nil }
    return LexiconDomain(
      domain: Domain(rawValue: id), pins: pins ?? false, doubtMilli: doubt, certainMilli: certain, terms: terms)
  }

  private mutating func threshold(_ mapping: YAMLMapping, _ key: String) -> Int? {
    guard let node = errors.take({ () throws(YAMLError) in try mapping.required(key) }) else { return nil }
    return milli(node, 1...1_000_000)
  }

  /// Terms of one weight, by language.
  private mutating func terms(_ node: YAMLNode, seen: inout [[UInt8]: String]) -> [LexiconTerm] {
    let languages = ["en", "de", "es", "fr", "it", "pt", "nl", "zh", "ja", "ar", "any"]
    guard let mapping = errors.mapping(node, keys: ["weight"] + languages),
      let weightNode = errors.take({ () throws(YAMLError) in try mapping.required("weight") }),
      let weight = milli(weightNode, 1...100_000)
    else { return [] }
    var terms: [LexiconTerm] = []
    for pair in mapping.pairs where languages.contains(pair.key) {
      let items = errors.take { () throws(YAMLError) in try pair.value.list() } ?? []
      for item in items {
        guard let text = errors.take({ () throws(YAMLError) in try item.string() }),
          let pattern = errors.take({ () throws(YAMLError) in try Self.pattern(text, at: item) })
        else { continue }
        if let twin = seen.updateValue("line \(item.line)", forKey: pattern.symbols) {
          errors.note(item.error("the term '\(text)' is the same as the one in \(twin)"))
          continue
        }
        letters += pattern.symbols.count + (pattern.spelledOut?.count ?? 0)
        terms.append(LexiconTerm(text: text, weightMilli: weight, language: pair.key))
      }
    }
    return terms
  }

  private static func pattern(_ text: String, at node: YAMLNode) throws(YAMLError) -> TermPattern {
    do { return try TermPattern(text) } catch { throw node.error(error.message) }
  }

  /// A decimal number in thousandths.
  private mutating func milli(_ node: YAMLNode, _ range: ClosedRange<Int>) -> Int? {
    guard let number = errors.take({ () throws(YAMLError) in try node.decimal() }) else { return nil }
    var milli = number.mantissa
    var overflow = number.scale > 3
    for _ in 0..<max(0, 3 - number.scale) where !overflow {
      (milli, overflow) = milli.multipliedReportingOverflow(by: 10)
    }
    guard !overflow, range.contains(Int(milli)) else {
      errors.note(
        node.error(
          "a number from \(Self.decimal(range.lowerBound)) to \(Self.decimal(range.upperBound)) is needed, "
            + "with at most three decimals"))
      return nil
    }
    return Int(milli)
  }

  private static func decimal(_ milli: Int) -> String {
    let fraction = String(milli % 1000 + 1000).dropFirst()
    return milli % 1000 == 0 ? "\(milli / 1000)" : "\(milli / 1000).\(fraction)"
  }
}
