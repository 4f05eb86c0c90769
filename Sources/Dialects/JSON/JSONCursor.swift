/// A position in JSON text that moves over one token after another and validates what it passes.
///
/// Every method takes the same bytes; the cursor holds none, so it can be kept while they move.
struct JSONCursor: Sendable {
  /// The next byte to look at.
  var position: Int
  /// How many arrays and objects are open.
  var depth = 0
  /// How many may be open; at most 64, because `skipValue` keeps one bit for each.
  let maxDepth: Int

  /// A cursor before the value that starts at `position`.
  init(position: Int = 0, maxDepth: Int = 64) {
    self.position = position
    self.maxDepth = min(maxDepth, 64)
  }

  /// Moves to the next byte that is not white space and returns it, nil at the end.
  @inline(__always)
  mutating func advance(in bytes: Span<UInt8>) -> UInt8? {
    while position < bytes.count {
      let byte = bytes[position]
      if byte > 0x20 { return byte }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      position &+= 1
    }
    return nil
  }

  /// Moves to the next value and tells its type.
  @inline(__always)
  mutating func kind(in bytes: Span<UInt8>) throws(DialectError) -> JSONKind {
    guard let byte = advance(in: bytes) else { throw unexpected("expected a value", in: bytes) }
    switch byte {
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    default: throw unexpected("expected a value", in: bytes)
    }
  }

  /// Moves past `{`, and past `}` too if it follows; true if there is a member.
  @inline(__always)
  mutating func openObject(in bytes: Span<UInt8>) throws(DialectError) -> Bool {
    try open(until: UInt8(ascii: "}"), in: bytes)
  }

  /// Moves past `[`, and past `]` too if it follows; true if there is an element.
  @inline(__always)
  mutating func openArray(in bytes: Span<UInt8>) throws(DialectError) -> Bool {
    try open(until: UInt8(ascii: "]"), in: bytes)
  }

  @inline(__always)
  private mutating func open(until close: UInt8, in bytes: Span<UInt8>) throws(DialectError) -> Bool {
    guard depth < maxDepth else { throw tooDeep() }
    position &+= 1
    if advance(in: bytes) == close {
      position &+= 1
      return false
    }
    depth &+= 1
    return true
  }

  /// Moves past a key and its colon.
  @inline(__always)
  mutating func key(in bytes: Span<UInt8>) throws(DialectError) -> JSONText {
    guard advance(in: bytes) == UInt8(ascii: "\"") else {
      throw unexpected("expected an object key in quotes", in: bytes)
    }
    let key = try string(in: bytes)
    guard advance(in: bytes) == UInt8(ascii: ":") else {
      throw unexpected("expected ':' after an object key", in: bytes)
    }
    position &+= 1
    return key
  }

  /// After a member: moves past `,` or `}`; true if another member follows.
  @inline(__always)
  mutating func nextMember(in bytes: Span<UInt8>) throws(DialectError) -> Bool {
    let byte = advance(in: bytes)
    if byte == UInt8(ascii: ",") {
      position &+= 1
      return true
    }
    guard byte == UInt8(ascii: "}") else { throw unexpected("expected ',' or '}' after a member", in: bytes) }
    position &+= 1
    depth &-= 1
    return false
  }

  /// After an element: moves past `,` or `]`; true if another element follows.
  @inline(__always)
  mutating func nextElement(in bytes: Span<UInt8>) throws(DialectError) -> Bool {
    let byte = advance(in: bytes)
    if byte == UInt8(ascii: ",") {
      position &+= 1
      return true
    }
    guard byte == UInt8(ascii: "]") else { throw unexpected("expected ',' or ']' after an element", in: bytes) }
    position &+= 1
    depth &-= 1
    return false
  }

  /// Checks that nothing but white space follows.
  mutating func end(in bytes: Span<UInt8>) throws(DialectError) {
    if advance(in: bytes) != nil { throw unexpected("expected the end after the top-level value", in: bytes) }
  }
}
