/// Makes a value that a JSON schema accepts, for structured output and tool arguments.
///
/// Covers what providers accept as strict schemas: types, enums, constants, objects, arrays, bounds, formats,
/// simple patterns, references and unions. Recursion ends by leaving out what is optional.
struct SchemaInstance: Sendable {
  private let root: JSONValue
  // From here on optional parts are left out, so that recursive schemas end.
  private static let plainDepth = 5
  private static let deepest = 40

  init(schema: JSONValue) { root = schema }

  /// An instance; the same for the same seed.
  func make(seed: UInt64) -> JSONValue {
    var generator = SeededGenerator(seed: seed)
    return instance(of: root, depth: 0, variant: 0, generator: &generator)
  }

  private func instance(
    of schema: JSONValue, depth: Int, variant: Int, generator: inout SeededGenerator
  ) -> JSONValue {
    guard depth < Self.deepest else { return .null }
    let schema = resolved(schema, depth: 0)
    if case .object(let members) = schema, let constant = members.first(where: { $0.name == "const" }) {
      return constant.value
    }
    if let values = schema["enum"]?.items, !values.isEmpty {
      return values[(Int(generator.next() % UInt64(values.count)) + variant) % values.count]
    }
    for union in ["anyOf", "oneOf"] {
      if let options = schema[union]?.items, !options.isEmpty {
        return instance(of: choose(options, depth: depth), depth: depth + 1, variant: variant, generator: &generator)
      }
    }
    switch type(of: schema, depth: depth) {
    case "object": return object(schema, depth: depth, generator: &generator)
    case "array": return array(schema, depth: depth, generator: &generator)
    case "integer": return .int(SchemaNumber(schema).integer(variant: variant))
    case "number": return .double(SchemaNumber(schema).real(variant: variant))
    case "boolean": return .bool(variant % 2 == 0)
    case "null": return .null
    default: return .string(SchemaText(schema).make(variant: variant))
    }
  }

  private func object(_ schema: JSONValue, depth: Int, generator: inout SeededGenerator) -> JSONValue {
    let required = schema["required"]?.items?.compactMap(\.text) ?? []
    var members: [JSONValue.Member] = []
    for property in schema["properties"]?.members ?? []
    where required.contains(property.name) || depth < Self.plainDepth {
      let value = instance(of: property.value, depth: depth + 1, variant: 0, generator: &generator)
      members.append(JSONValue.Member(name: property.name, value: value))
    }
    for name in required where !members.contains(where: { $0.name == name }) {
      let other = schema["additionalProperties"] ?? ["type": "string"]
      let value = instance(of: other, depth: depth + 1, variant: 0, generator: &generator)
      members.append(JSONValue.Member(name: name, value: value))
    }
    return .object(members)
  }

  private func array(_ schema: JSONValue, depth: Int, generator: inout SeededGenerator) -> JSONValue {
    let fixed = schema["prefixItems"]?.items ?? []
    let least = max(0, schema["minItems"]?.whole ?? 0)
    let most = max(least, schema["maxItems"]?.whole ?? 1_000)
    let usual = depth < Self.plainDepth ? max(1, fixed.count) : fixed.count
    let count = min(1_000, max(least, min(usual, most)))
    return .array(
      (0..<count).map { index in
        let item = index < fixed.count ? fixed[index] : schema["items"] ?? ["type": "string"]
        return instance(of: item, depth: depth + 1, variant: index, generator: &generator)
      })
  }

  private func type(of schema: JSONValue, depth: Int) -> String {
    if let name = schema["type"]?.text { return name }
    if let names = schema["type"]?.items?.compactMap(\.text), let first = names.first {
      if depth >= Self.plainDepth, names.contains("null") { return "null" }
      return names.first { $0 != "null" } ?? first
    }
    if schema["properties"] != nil { return "object" }
    if schema["items"] != nil || schema["prefixItems"] != nil { return "array" }
    if schema["minimum"] != nil || schema["maximum"] != nil { return "number" }
    return "string"
  }

  // Shallow: the first that is not null. Deep: one that cannot recurse, if there is any.
  private func choose(_ options: [JSONValue], depth: Int) -> JSONValue {
    let kinds = options.map { type(of: resolved($0, depth: 0), depth: 0) }
    let wanted: (String) -> Bool =
      depth < Self.plainDepth ? { $0 != "null" } : { $0 != "object" && $0 != "array" }
    return zip(options, kinds).first { wanted($0.1) }?.0 ?? options[0]
  }

  private func resolved(_ schema: JSONValue, depth: Int) -> JSONValue {
    guard depth < Self.deepest else { return .null }
    if let reference = schema["$ref"]?.text { return resolved(target(of: reference), depth: depth + 1) }
    guard let parts = schema["allOf"]?.items else { return schema }
    return parts.reduce(schema) { merged, part in merge(merged, resolved(part, depth: depth + 1)) }
  }

  private func merge(_ left: JSONValue, _ right: JSONValue) -> JSONValue {
    guard var members = left.members, let others = right.members else { return left }
    for other in others {
      guard let index = members.firstIndex(where: { $0.name == other.name }) else {
        members.append(other)
        continue
      }
      switch (other.name, members[index].value, other.value) {
      case ("properties", .object(let mine), .object(let theirs)): members[index].value = .object(mine + theirs)
      case ("required", .array(let mine), .array(let theirs)): members[index].value = .array(mine + theirs)
      default: members[index].value = other.value
      }
    }
    return .object(members)
  }

  private func target(of reference: String) -> JSONValue {
    guard reference.hasPrefix("#") else { return .null }
    var value = root
    for step in reference.dropFirst().split(separator: "/") {
      let name = step.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
      value = value[name] ?? .null
    }
    return value
  }
}
