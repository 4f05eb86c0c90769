extension JSONValue {
  /// The tree of a whole document.
  public static func parse(_ body: Span<UInt8>, maxDepth: Int = 64) throws(DialectError) -> JSONValue {
    var reader = JSONTreeReader(cursor: JSONCursor(maxDepth: maxDepth))
    let value = try reader.value(in: body)
    try reader.cursor.end(in: body)
    return value
  }
}

/// Builds a tree; recursion is bounded by the cursor's depth.
private struct JSONTreeReader {
  var cursor: JSONCursor
  var scratch: [UInt8] = []

  mutating func value(in body: Span<UInt8>) throws(DialectError) -> JSONValue {
    switch try cursor.kind(in: body) {
    case .null:
      try cursor.null(in: body)
      return .null
    case .bool: return .bool(try cursor.bool(in: body))
    case .number: return .number(text(body, try cursor.number(in: body)))
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

  private mutating func text(_ body: Span<UInt8>, _ string: JSONText) -> String {
    guard string.hasEscapes else { return text(body, string.range) }
    scratch.removeAll(keepingCapacity: true)
    unescape(body, range: string.range, into: &scratch)
    return String(decoding: scratch, as: UTF8.self)
  }

  private func text(_ body: Span<UInt8>, _ range: Range<Int>) -> String {
    // The pointer does not leave the closure, and the string copies from it.
    unsafe body.extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
