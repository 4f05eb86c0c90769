internal import Dialects
internal import Patterns

/// One schema, its subschemas by their place in the list of all.
struct SchemaNode: Sendable {
  /// Where it stands in the document, a place of `SchemaPlaces`.
  var place: Int
  /// What a boolean schema says; nil for an object.
  var always: Bool?
  var reference: Int?

  var types: Set<JSONType>?
  /// Allowed values, each in its canonical form.
  var allowed: Set<[UInt8]>?

  var minimum: DecimalNumber?
  var maximum: DecimalNumber?
  var exclusiveMinimum: DecimalNumber?
  var exclusiveMaximum: DecimalNumber?
  var multipleOf: DecimalNumber?

  var minLength: Int?
  var maxLength: Int?
  var pattern: Pattern?

  var prefixItems: [Int] = []
  var items: Int?
  var contains: Int?
  var minContains: Int?
  var maxContains: Int?
  var minItems: Int?
  var maxItems: Int?
  var uniqueItems = false

  var required: [String] = []
  var dependentRequired: [(name: String, needs: [String])] = []
  var dependentSchemas: [(name: String, schema: Int)] = []
  var properties: [UTF8Name: Int] = [:]
  var patternProperties: [(pattern: Pattern, schema: Int)] = []
  var additionalProperties: Int?
  var propertyNames: Int?
  var minProperties: Int?
  var maxProperties: Int?

  var allOf: [Int] = []
  var anyOf: [Int] = []
  var oneOf: [Int] = []
  var not: Int?
  var condition: Int?
  var then: Int?
  var otherwise: Int?
}

/// A type that a schema names.
enum JSONType: String, Sendable, CaseIterable {
  case null, boolean, object, array, number, string, integer

  /// Whether a value is of the type; `1.0` is an integer.
  func includes(_ value: JSONValue) -> Bool {
    switch (self, value) {
    case (.null, .null), (.boolean, .bool), (.object, .object), (.array, .array), (.number, .number),
      (.string, .string):
      true
    case (.integer, .number(let text)): DecimalNumber(text)?.isInteger ?? false
    default: false
    }
  }

  /// The type of a value as a schema would name it.
  static func of(_ value: JSONValue) -> JSONType {
    switch value {
    case .null: .null
    case .bool: .boolean
    case .object: .object
    case .array: .array
    case .number: .number
    case .string: .string
    }
  }
}
