extension RequestScanner {
  /// The `input` of an embeddings request: a text, texts, tokens, or arrays of tokens.
  mutating func embeddingInput(in body: Span<UInt8>) throws(DialectError) {
    let allowed = "a string, an array of strings, or an array of token numbers"
    switch try cursor.kind(in: body) {
    case .string:
      add(try cursor.string(in: body), .user)
      outline.messageCount = 1
    case .array:
      let start = cursor.position
      var index = 0
      var first: JSONKind?
      var more = try cursor.openArray(in: body)
      while more {
        do throws(DialectError) {
          let kind = try cursor.kind(in: body)
          guard kind == first ?? kind else { throw cursor.wrongType("of the same type as the first element", kind) }
          first = kind
          switch kind {
          case .string: add(try cursor.string(in: body), .user)
          case .number: try token(in: body)
          case .array: try tokens(in: body)
          default: throw cursor.wrongType("a string, a token number, or an array of token numbers", kind)
          }
        } catch {
          throw error.inside("[\(index)]")
        }
        index &+= 1
        more = try cursor.nextElement(in: body)
      }
      guard index > 0 else { throw DialectError(.invalidValue, "must not be empty", offset: start) }
      outline.messageCount = first == .number ? 1 : index
    case let kind: throw cursor.wrongType(allowed, kind)
    }
  }

  private mutating func token(in body: Span<UInt8>) throws(DialectError) {
    let range = try cursor.number(in: body)
    guard let value = integer(in: body, at: range), value >= 0 else {
      throw DialectError(.invalidValue, "must be a token number: an integer from 0", offset: range.lowerBound)
    }
    outline.tokenInputCount &+= 1
  }

  private mutating func tokens(in body: Span<UInt8>) throws(DialectError) {
    var more = try cursor.openArray(in: body)
    while more {
      let kind = try cursor.kind(in: body)
      guard kind == .number else { throw cursor.wrongType("a token number", kind) }
      try token(in: body)
      more = try cursor.nextElement(in: body)
    }
  }
}
