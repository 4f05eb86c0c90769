internal import Dialects

extension SchemaCompiler {
  /// Reads the keywords of one schema.
  mutating func read(_ value: JSONValue, into node: inout SchemaNode) throws(ScoringError) {
    for (keyword, member) in value.object ?? [] {
      let place = places.place(keyword, below: node.place)
      let keyword = UTF8Name(keyword)
      switch keyword {
      case "$ref": node.reference = try target(of: try string(member, place), at: place)
      case "$dynamicRef", "$recursiveRef", "unevaluatedItems", "unevaluatedProperties":
        throw invalid(
          "this keyword is not supported; say the same with '$ref', 'items' or 'additionalProperties'", place)
      case "$id":
        guard node.place == SchemaPlaces.root else {
          throw invalid("an '$id' below the root is not supported; refer by '#/…'", place)
        }
      case "type": node.types = try types(member, place)
      case "enum":
        node.allowed = Set(try array(member, place).map { $0.canonical() }).intersection(node.allowed)
      case "const": node.allowed = Set([member.canonical()]).intersection(node.allowed)
      case "allOf": node.allOf = try schemas(member, place)
      case "anyOf": node.anyOf = try schemas(member, place)
      case "oneOf": node.oneOf = try schemas(member, place)
      case "not": node.not = try self.node(member, at: place)
      case "if": node.condition = try self.node(member, at: place)
      case "then": node.then = try self.node(member, at: place)
      case "else": node.otherwise = try self.node(member, at: place)
      default:
        guard try !readNumbers(keyword, member, place, &node), try !readArrays(keyword, member, place, &node) else {
          continue
        }
        try readObjects(keyword, member, place, &node)
      }
    }
  }

  private func readNumbers(
    _ keyword: UTF8Name, _ member: JSONValue, _ place: Int, _ node: inout SchemaNode
  ) throws(ScoringError) -> Bool {
    switch keyword {
    case "minimum": node.minimum = try number(member, place)
    case "maximum": node.maximum = try number(member, place)
    case "exclusiveMinimum": node.exclusiveMinimum = try number(member, place)
    case "exclusiveMaximum": node.exclusiveMaximum = try number(member, place)
    case "multipleOf":
      let divisor = try number(member, place)
      guard divisor.isMultiple(of: divisor) == true, !divisor.digits.isEmpty else {
        throw invalid("must be above 0 and have at most 18 digits", place)
      }
      node.multipleOf = divisor
    case "minLength": node.minLength = try count(member, place)
    case "maxLength": node.maxLength = try count(member, place)
    case "pattern": node.pattern = try pattern(try string(member, place), place)
    default: return false
    }
    return true
  }

  private mutating func readArrays(
    _ keyword: UTF8Name, _ member: JSONValue, _ place: Int, _ node: inout SchemaNode
  ) throws(ScoringError) -> Bool {
    switch keyword {
    case "prefixItems": node.prefixItems = try schemas(member, place)
    case "items":
      guard member.array == nil else {
        throw invalid("must be one schema; a schema for each position is called 'prefixItems'", place)
      }
      node.items = try self.node(member, at: place)
    case "contains": node.contains = try self.node(member, at: place)
    case "minContains": node.minContains = try count(member, place)
    case "maxContains": node.maxContains = try count(member, place)
    case "minItems": node.minItems = try count(member, place)
    case "maxItems": node.maxItems = try count(member, place)
    case "uniqueItems": node.uniqueItems = try bool(member, place)
    default: return false
    }
    return true
  }

  private mutating func readObjects(
    _ keyword: UTF8Name, _ member: JSONValue, _ place: Int, _ node: inout SchemaNode
  ) throws(ScoringError) {
    switch keyword {
    case "required": node.required = try strings(member, place)
    case "dependentRequired":
      for (name, value) in try object(member, place) {
        node.dependentRequired.append((name, try strings(value, places.place(name, below: place))))
      }
    case "dependentSchemas":
      for (name, value) in try object(member, place) {
        node.dependentSchemas.append((name, try self.node(value, at: places.place(name, below: place))))
      }
    case "properties":
      for (name, value) in try object(member, place) {
        node.properties[UTF8Name(name)] = try self.node(value, at: places.place(name, below: place))
      }
    case "patternProperties":
      for (name, value) in try object(member, place) {
        let here = places.place(name, below: place)
        node.patternProperties.append((try pattern(name, here), try self.node(value, at: here)))
      }
    case "additionalProperties": node.additionalProperties = try self.node(member, at: place)
    case "propertyNames": node.propertyNames = try self.node(member, at: place)
    case "minProperties": node.minProperties = try count(member, place)
    case "maxProperties": node.maxProperties = try count(member, place)
    default: break
    }
  }
}

extension Set where Element == [UInt8] {
  fileprivate func intersection(_ other: Set?) -> Set { other.map { intersection($0) } ?? self }
}
