internal import Dialects

/// One run of a value through a schema.
struct SchemaValidator {
  typealias Violation = JSONSchema.Violation

  /// Schemas within schemas within references that are followed at once.
  static let maxDepth = 200

  let nodes: [SchemaNode]
  let places: SchemaPlaces
  var stepsLeft: Int
  /// Why validation cannot go on.
  private(set) var stopped: String?
  private var depth = 0
  /// Checks under way of which nobody looks at the violation.
  private var probes = 0
  /// Steps from the document to the value, unescaped.
  var path: [String] = []

  init(nodes: [SchemaNode], places: SchemaPlaces, stepsLeft: Int) {
    self.nodes = nodes
    self.places = places
    self.stepsLeft = stepsLeft
  }

  /// The first violation of a value, nil if it is valid or the run was stopped.
  mutating func check(_ value: JSONValue, against number: Int) -> Violation? {
    guard stopped == nil, spend(1) else { return nil }
    guard depth < Self.maxDepth else {
      stopped = "the schema nests or refers to itself more than \(Self.maxDepth) levels deep"
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    let node = nodes[number]
    if let always = node.always {
      return always ? nil : violation(node, "false", "nothing is allowed here")
    }
    if let reference = node.reference, let found = check(value, against: reference) { return found }
    if let found = checkAnyType(value, node) { return found }
    switch value {
    case .number(let text): if let found = checkNumber(text, node) { return found }
    case .string(let text): if let found = checkString(text, node) { return found }
    case .array(let elements): if let found = checkArray(elements, node) { return found }
    case .object(let members): if let found = checkObject(members, node) { return found }
    case .null, .bool: break
    }
    return checkCombinations(value, node)
  }

  /// Whether a value is valid, without a violation to show.
  mutating func isValid(_ value: JSONValue, against number: Int) -> Bool {
    probes += 1
    defer { probes -= 1 }
    let found = check(value, against: number)
    return stopped == nil && found == nil
  }

  /// Checks a part of a value.
  mutating func check(_ value: JSONValue, at step: String, against number: Int) -> Violation? {
    path.append(step)
    defer { path.removeLast() }
    return check(value, against: number)
  }

  /// Takes steps from the budget; false if there are none left.
  mutating func spend(_ steps: Int) -> Bool {
    stepsLeft -= steps
    if stepsLeft < 0, stopped == nil { stopped = "validation takes more steps than are allowed" }
    return stopped == nil
  }

  /// Stops the run for a reason.
  mutating func stop(_ reason: String) { if stopped == nil { stopped = reason } }

  func violation(_ node: SchemaNode, _ keyword: String, _ message: String) -> Violation {
    guard probes == 0 else { return Violation(path: "", keyword: keyword, schemaPlace: "", message: "") }
    return Violation(
      path: path.map { "/" + SchemaPlaces.escaped($0) }.joined(), keyword: keyword,
      schemaPlace: places.pointer(node.place), message: message)
  }

  private mutating func checkAnyType(_ value: JSONValue, _ node: SchemaNode) -> Violation? {
    if let types = node.types, !types.contains(where: { $0.includes(value) }) {
      let names = types.map(\.rawValue).sorted().joined(separator: " or ")
      return violation(node, "type", "must be \(names), not \(JSONType.of(value).rawValue)")
    }
    guard let allowed = node.allowed else { return nil }
    let canonical = value.canonical()
    guard spend(1 + canonical.count / 64) else { return nil }
    return allowed.contains(canonical) ? nil : violation(node, "enum", "is not one of the allowed values")
  }

  private mutating func checkCombinations(_ value: JSONValue, _ node: SchemaNode) -> Violation? {
    for schema in node.allOf { if let found = check(value, against: schema) { return found } }
    if !node.anyOf.isEmpty {
      var isAny = false
      for schema in node.anyOf where !isAny { isAny = isValid(value, against: schema) }
      if !isAny { return violation(node, "anyOf", "fits none of the \(node.anyOf.count) alternatives") }
    }
    if !node.oneOf.isEmpty {
      var fits = 0
      for schema in node.oneOf where isValid(value, against: schema) { fits += 1 }
      if fits != 1 {
        return violation(node, "oneOf", "fits \(fits) of the \(node.oneOf.count) alternatives instead of one")
      }
    }
    if let schema = node.not, isValid(value, against: schema) {
      return violation(node, "not", "fits what is forbidden")
    }
    if let condition = node.condition {
      if isValid(value, against: condition) {
        if let then = node.then { return check(value, against: then) }
      } else if stopped == nil, let otherwise = node.otherwise {
        return check(value, against: otherwise)
      }
    }
    return nil
  }
}
