/// A value of a document together with its path, so that what is wrong with it can be said.
struct DocumentField {
  let value: JSONValue
  /// Empty for the document itself.
  let path: String

  /// The member with this name, nil if it is absent or null.
  func member(_ name: String) -> DocumentField? {
    guard let member = value[name], !member.isNull else { return nil }
    return DocumentField(value: member, path: path.isEmpty ? name : "\(path).\(name)")
  }

  /// The member with this name, which must be there.
  func required(_ name: String) throws(DialectError) -> DocumentField {
    guard let member = member(name) else {
      throw DialectError(.missingField, "is required", parameter: path.isEmpty ? name : "\(path).\(name)")
    }
    return member
  }

  /// The value, which must be a string.
  func string() throws(DialectError) -> String {
    guard let string = value.string else { throw wrongType("a string") }
    return string
  }

  /// The value, which must be a string and is looked at as a word or a name.
  func name() throws(DialectError) -> UTF8Name { UTF8Name(try string()) }

  /// The value, which must be a boolean.
  func bool() throws(DialectError) -> Bool {
    guard let bool = value.bool else { throw wrongType("true or false") }
    return bool
  }

  /// The value, which must be an integer.
  func integer() throws(DialectError) -> Int {
    guard let integer = value.integer else { throw wrongType("an integer") }
    return integer
  }

  /// The value, which must be a number, as it was written.
  func number() throws(DialectError) -> String {
    guard case .number(let text) = value else { throw wrongType("a number") }
    return text
  }

  /// The value, which must be an object.
  func object() throws(DialectError) -> JSONValue {
    guard value.object != nil else { throw wrongType("an object") }
    return value
  }

  /// The elements of the value, which must be an array.
  func elements() throws(DialectError) -> [DocumentField] {
    guard let elements = value.array else { throw wrongType("an array") }
    var fields: [DocumentField] = []
    fields.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      fields.append(DocumentField(value: element, path: "\(path)[\(index)]"))
    }
    return fields
  }

  /// The error for something that the other dialect has no words for.
  func unsupported(_ reason: String) -> DialectError { DialectError(.unsupported, reason, parameter: path) }

  /// The error for a value that is not allowed.
  func invalid(_ reason: String) -> DialectError { DialectError(.invalidValue, reason, parameter: path) }

  private func wrongType(_ allowed: String) -> DialectError {
    DialectError(.wrongType, "must be \(allowed)", parameter: path)
  }
}
