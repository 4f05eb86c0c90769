extension JSONValue {
  /// Bytes of all text in this value, names of members included.
  var textBytes: Int {
    switch self {
    case .null, .bool: 0
    case .int, .double: 1
    case .string(let text): text.utf8.count
    case .array(let items): items.reduce(0) { $0 + $1.textBytes }
    case .object(let members): members.reduce(0) { $0 + $1.name.utf8.count + $1.value.textBytes }
    }
  }
}
