/// A JSON document as a tree that keeps the order of members and numbers as they were written.
public enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// A number, spelled as in the document.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// Members in order; duplicates are kept.
  case object([(String, JSONValue)])
}

extension JSONValue {
  /// The member with this name, the last one if there are several; nil in anything but an object.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    let wanted = UTF8Name(name)
    return members.last { UTF8Name($0.0) == wanted }?.1
  }

  /// The text of a string.
  public var string: String? { if case .string(let text) = self { text } else { nil } }

  /// The value of a boolean.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The value of a number that is spelled as an integer and fits.
  public var integer: Int? { if case .number(let text) = self { Int(text) } else { nil } }

  /// The elements of an array.
  public var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

  /// The members of an object.
  public var object: [(String, JSONValue)]? { if case .object(let members) = self { members } else { nil } }

  /// Whether it is `null`.
  public var isNull: Bool { if case .null = self { true } else { false } }

  /// A number from an integer.
  public static func number(_ value: Int) -> JSONValue { .number(String(value)) }
}

extension JSONValue: Hashable {
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)), (.string(let a), .string(let b)): UTF8Name(a) == UTF8Name(b)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)):
      a.elementsEqual(b) { UTF8Name($0.0) == UTF8Name($1.0) && $0.1 == $1.1 }
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    var bytes: [UInt8] = []
    write(into: &bytes)
    hasher.combine(bytes)
  }
}
