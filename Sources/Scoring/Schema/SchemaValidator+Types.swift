internal import Dialects
internal import Patterns

extension SchemaValidator {
  mutating func checkNumber(_ text: String, _ node: SchemaNode) -> Violation? {
    guard let number = DecimalNumber(text) else { return nil }
    if let least = node.minimum, number < least { return violation(node, "minimum", "is below the minimum") }
    if let most = node.maximum, number > most { return violation(node, "maximum", "is above the maximum") }
    if let least = node.exclusiveMinimum, number <= least {
      return violation(node, "exclusiveMinimum", "must be above the exclusive minimum")
    }
    if let most = node.exclusiveMaximum, number >= most {
      return violation(node, "exclusiveMaximum", "must be below the exclusive maximum")
    }
    guard let divisor = node.multipleOf, spend(1 + number.digits.count / 16) else { return nil }
    return number.isMultiple(of: divisor) == true
      ? nil : violation(node, "multipleOf", "is not a multiple of what the schema says")
  }

  mutating func checkString(_ text: String, _ node: SchemaNode) -> Violation? {
    if node.minLength != nil || node.maxLength != nil {
      let length = text.unicodeScalars.count
      guard spend(1 + length / 64) else { return nil }
      if let least = node.minLength, length < least {
        return violation(node, "minLength", "has \(length) characters, at least \(least) are required")
      }
      if let most = node.maxLength, length > most {
        return violation(node, "maxLength", "has \(length) characters, at most \(most) are allowed")
      }
    }
    guard let pattern = node.pattern else { return nil }
    return matches(pattern, text) ? nil : violation(node, "pattern", "does not match '\(Self.start(pattern.source))'")
  }

  mutating func checkArray(_ elements: [JSONValue], _ node: SchemaNode) -> Violation? {
    if let least = node.minItems, elements.count < least {
      return violation(node, "minItems", "has \(elements.count) elements, at least \(least) are required")
    }
    if let most = node.maxItems, elements.count > most {
      return violation(node, "maxItems", "has \(elements.count) elements, at most \(most) are allowed")
    }
    for (index, element) in elements.enumerated() {
      let schema = index < node.prefixItems.count ? node.prefixItems[index] : node.items
      guard let schema else { continue }
      if let found = check(element, at: String(index), against: schema) { return found }
    }
    if let found = checkContains(elements, node) { return found }
    guard node.uniqueItems else { return nil }
    let forms = elements.map { $0.canonical() }
    guard spend(1 + forms.reduce(0) { $0 + $1.count } / 64) else { return nil }
    return Set(forms).count == forms.count ? nil : violation(node, "uniqueItems", "has two equal elements")
  }

  private mutating func checkContains(_ elements: [JSONValue], _ node: SchemaNode) -> Violation? {
    guard let schema = node.contains else { return nil }
    var fits = 0
    for (index, element) in elements.enumerated() where check(element, at: String(index), against: schema) == nil {
      fits += 1
    }
    guard stopped == nil else { return nil }
    let least = node.minContains ?? 1
    if fits < least {
      return violation(node, "contains", "has \(fits) fitting elements, at least \(least) are required")
    }
    guard let most = node.maxContains, fits > most else { return nil }
    return violation(node, "maxContains", "has \(fits) fitting elements, at most \(most) are allowed")
  }

  mutating func checkObject(_ members: [(String, JSONValue)], _ node: SchemaNode) -> Violation? {
    // Readers disagree about equal keys, so each of them must be valid.
    var latest: [UTF8Name: JSONValue] = [:]
    for (name, value) in members { latest[UTF8Name(name)] = value }
    guard spend(1 + members.count / 16) else { return nil }
    if let least = node.minProperties, latest.count < least {
      return violation(node, "minProperties", "has \(latest.count) members, at least \(least) are required")
    }
    if let most = node.maxProperties, latest.count > most {
      return violation(node, "maxProperties", "has \(latest.count) members, at most \(most) are allowed")
    }
    for name in node.required where latest[UTF8Name(name)] == nil {
      return violation(node, "required", "has no member '\(name)'")
    }
    for (name, needs) in node.dependentRequired where latest[UTF8Name(name)] != nil {
      for needed in needs where latest[UTF8Name(needed)] == nil {
        return violation(node, "dependentRequired", "has '\(name)' and therefore needs '\(needed)'")
      }
    }
    for (name, value) in members {
      if let found = checkMember(name, value, node) { return found }
    }
    for (name, schema) in node.dependentSchemas where latest[UTF8Name(name)] != nil {
      if let found = check(.object(members), against: schema) { return found }
    }
    return nil
  }

  private mutating func checkMember(_ name: String, _ value: JSONValue, _ node: SchemaNode) -> Violation? {
    if let names = node.propertyNames, check(.string(name), against: names) != nil {
      return violation(node, "propertyNames", "has a member '\(Self.start(name))', which is no allowed name")
    }
    var isKnown = false
    if let schema = node.properties[UTF8Name(name)] {
      isKnown = true
      if let found = check(value, at: name, against: schema) { return found }
    }
    for (pattern, schema) in node.patternProperties where matches(pattern, name) {
      isKnown = true
      if let found = check(value, at: name, against: schema) { return found }
    }
    guard !isKnown, let schema = node.additionalProperties else { return nil }
    if nodes[schema].always == false {
      return violation(node, "additionalProperties", "has a member '\(Self.start(name))', which is not allowed")
    }
    return check(value, at: name, against: schema)
  }

  // By bytes: a character can be as long as the text.
  private static func start(_ text: String) -> String { String(decoding: text.utf8.prefix(160), as: UTF8.self) }

  private mutating func matches(_ pattern: Pattern, _ text: String) -> Bool {
    // A pattern's step is cheaper than a schema's, hence the exchange rate.
    let allowed = max(0, stepsLeft) * 16
    var left = allowed
    let outcome = pattern.search(text, stepsLeft: &left)
    guard outcome != .undecided, spend((allowed - left) / 16) else {
      stop("a pattern takes more steps than are allowed")
      return true
    }
    return outcome == .matches
  }
}
