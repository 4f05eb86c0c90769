/// The type of a JSON value, told by its first byte.
enum JSONKind: Sendable {
  case object, array, string, number, bool, null

  /// The type as it reads in a sentence.
  var phrase: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .number: "a number"
    case .bool: "a boolean"
    case .null: "null"
    }
  }
}

/// The contents of a JSON string: the bytes between the quotes, still escaped.
struct JSONText: Sendable, Hashable {
  /// Where the contents lie.
  var range: Range<Int>
  /// Whether any byte is a backslash.
  var hasEscapes: Bool

  /// The contents together with both quotes.
  var quoted: Range<Int> { range.lowerBound - 1..<range.upperBound + 1 }
}
