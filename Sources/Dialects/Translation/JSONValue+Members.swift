extension JSONValue {
  /// An object of the members that have a value.
  static func object(present members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    var present: [(String, JSONValue)] = []
    present.reserveCapacity(members.count)
    for (name, value) in members {
      if let value { present.append((name, value)) }
    }
    return .object(present)
  }

  /// The document as bytes.
  var bytes: [UInt8] {
    var out: [UInt8] = []
    write(into: &out)
    return out
  }
}
