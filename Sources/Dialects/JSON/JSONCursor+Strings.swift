extension JSONCursor {
  /// Moves past a string that starts at the position, and validates its escapes and its UTF-8.
  @inline(__always)
  mutating func string(in bytes: Span<UInt8>) throws(DialectError) -> JSONText {
    let start = position &+ 1
    let end = plainRun(in: bytes, from: start)
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else {
      return try unusualString(in: bytes, start: start, from: end)
    }
    position = end &+ 1
    return JSONText(range: start..<end, hasEscapes: false)
  }

  /// The rest of a string from the first byte that is not plain ASCII.
  @inline(never)
  private mutating func unusualString(
    in bytes: Span<UInt8>, start: Int, from first: Int
  ) throws(DialectError) -> JSONText {
    var index = first
    var hasEscapes = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte >= 0x80 {
        repeat {
          let length = utf8SequenceLength(in: bytes, at: index)
          guard length > 0 else {
            throw DialectError(.invalidUTF8, "a string holds bytes that are not UTF-8", offset: index)
          }
          index &+= length
        } while index < bytes.count && bytes[index] >= 0x80
      } else if byte == UInt8(ascii: "\"") {
        position = index &+ 1
        return JSONText(range: start..<index, hasEscapes: hasEscapes)
      } else if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        index = try escape(in: bytes, at: index)
      } else if byte < 0x20 {
        position = index
        throw unexpected("expected control characters in a string to be escaped", in: bytes)
      }
      index = plainRun(in: bytes, from: index)
    }
    position = bytes.count
    throw unexpected("expected '\"' at the end of a string", in: bytes)
  }

  /// The index after the escape at `index`.
  @inline(__always)
  private mutating func escape(in bytes: Span<UInt8>, at index: Int) throws(DialectError) -> Int {
    let next = index &+ 1
    guard next < bytes.count else {
      position = next
      throw unexpected("expected an escape after '\\'", in: bytes)
    }
    switch bytes[next] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return next &+ 1
    case UInt8(ascii: "u"):
      for digit in 1...4 {
        guard next &+ digit < bytes.count, hexDigit(bytes[next &+ digit]) != nil else {
          position = min(next &+ digit, bytes.count)
          throw unexpected("expected four hexadecimal digits after '\\u'", in: bytes)
        }
      }
      return next &+ 5
    default:
      position = next
      throw unexpected("expected one of \" \\ / b f n r t u after '\\'", in: bytes)
    }
  }
}
