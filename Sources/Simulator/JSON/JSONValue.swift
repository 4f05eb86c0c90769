/// A JSON value whose object members keep their order, so that replies read like a provider's.
enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// One member of an object.
  struct Member: Hashable, Sendable {
    var name: String
    var value: JSONValue
  }
}

extension JSONValue {
  /// The member called `name`; nil when this is no object, the member is missing or null.
  subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self, let value = members.first(where: { $0.name == name })?.value,
      value != .null
    else { return nil }
    return value
  }

  /// The text, when this is a string.
  var text: String? { if case .string(let text) = self { text } else { nil } }

  /// The number, when this is a whole one.
  var whole: Int? { if case .int(let number) = self { number } else { nil } }

  /// The number, when this is one.
  var number: Double? {
    switch self {
    case .int(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }

  /// The truth value, when this is one.
  var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }

  /// The items, when this is an array.
  var items: [JSONValue]? { if case .array(let items) = self { items } else { nil } }

  /// The members, when this is an object.
  var members: [Member]? { if case .object(let members) = self { members } else { nil } }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .int(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member(name: $0.0, value: $0.1) })
  }
  init(nilLiteral: ()) { self = .null }
}
