/// A value of a JSON text with its place; numbers keep their text, so that no digit is lost.
struct JSONNode {
  enum Content {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONNode])
    case object([Member])
  }

  struct Member {
    var key: String
    var offset: Int
    var value: JSONNode
  }

  var content: Content
  /// Bytes from the start of the text.
  var offset: Int

  /// The members, when this is an object.
  var members: [Member]? { if case .object(let members) = content { members } else { nil } }

  /// The elements, when this is an array.
  var elements: [JSONNode]? { if case .array(let elements) = content { elements } else { nil } }

  /// The text, when this is a string.
  var string: String? { if case .string(let text) = content { text } else { nil } }

  /// The digits as written, when this is a number.
  var number: String? { if case .number(let text) = content { text } else { nil } }

  /// A whole number such as `128000` or `256000.0`; nil for anything else.
  var count: Int? {
    guard let number, let whole = PriceText(number)?.scaled(byPowerOfTen: 0), whole.isExact else { return nil }
    return Int(exactly: whole.value)
  }

  /// What it is, for messages.
  var kind: String {
    switch content {
    case .null: "null"
    case .bool: "a truth value"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// The last member of that name; earlier ones do not count, as everywhere in JSON.
  subscript(key: String) -> JSONNode? { members?.last { $0.key == key }?.value }
}
