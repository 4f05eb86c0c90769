extension JSONValue {
  /// The tree of a whole document.
  ///
  /// A tree takes some ten times the memory of a document of many small values, hence a limit on them.
  public static func parse(
    _ body: Span<UInt8>, maxDepth: Int = 64, maxValues: Int = 1 << 20
  ) throws(DialectError) -> JSONValue {
    var reader = JSONTreeReader(cursor: JSONCursor(maxDepth: maxDepth), valuesLeft: maxValues)
    let value = try reader.value(in: body)
    try reader.cursor.end(in: body)
    return value
  }
}

/// Builds a tree; recursion is bounded by the cursor's depth.
private struct JSONTreeReader {
  var cursor: JSONCursor
  var valuesLeft: Int

  mutating func value(in body: Span<UInt8>) throws(DialectError) -> JSONValue {
    let kind = try cursor.kind(in: body)
    valuesLeft &-= 1
    guard valuesLeft >= 0 else {
      throw DialectError(.tooMany, "the document holds too many values", offset: cursor.position)
    }
    switch kind {
    case .null:
      try cursor.null(in: body)
      return .null
    case .bool: return .bool(try cursor.bool(in: body))
    case .number: return .number(text(body, JSONText(range: try cursor.number(in: body), hasEscapes: false)))
    case .string: return .string(text(body, try cursor.string(in: body)))
    case .array:
      var elements: [JSONValue] = []
      var more = try cursor.openArray(in: body)
      while more {
        elements.append(try value(in: body))
        more = try cursor.nextElement(in: body)
      }
      return .array(elements)
    case .object:
      var members: [(String, JSONValue)] = []
      var more = try cursor.openObject(in: body)
      while more {
        let name = text(body, try cursor.key(in: body))
        members.append((name, try value(in: body)))
        more = try cursor.nextMember(in: body)
      }
      return .object(members)
    }
  }
}
