extension JSONCursor {
  /// Moves past the value at the position, whatever it is, and validates all of it.
  ///
  /// One bit per open level tells objects from arrays, so hostile nesting costs no stack.
  mutating func skipValue(in bytes: Span<UInt8>) throws(DialectError) {
    var levels: UInt64 = 0
    let base = depth
    while true {
      switch try kind(in: bytes) {
      case .string: _ = try string(in: bytes)
      case .number: _ = try number(in: bytes)
      case .bool: _ = try bool(in: bytes)
      case .null: try null(in: bytes)
      case .object:
        if try openObject(in: bytes) {
          levels = levels << 1 | 1
          _ = try key(in: bytes)
          continue
        }
      case .array:
        if try openArray(in: bytes) {
          levels <<= 1
          continue
        }
      }
      while true {
        if depth == base { return }
        if levels & 1 == 1 {
          if try nextMember(in: bytes) {
            _ = try key(in: bytes)
            break
          }
        } else if try nextElement(in: bytes) {
          break
        }
        levels >>= 1
      }
    }
  }
}
