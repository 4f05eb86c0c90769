/// A position in JSON text that reads or skips one value after another and never allocates.
///
/// It is as strict as telling values apart needs: what it passes over is balanced, not validated.
struct JSONScanner {
  let bytes: ByteView
  /// The next byte to look at.
  var position: Int

  init(_ bytes: ByteView, from position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// The next byte that is not white space, 0 at the end; the position is on it.
  @inline(__always)
  mutating func peek() -> UInt8 {
    var byte = bytes[position]
    while byte <= 0x20, position < bytes.count {
      position &+= 1
      byte = bytes[position]
    }
    return byte
  }

  /// Moves past a byte if it comes next.
  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    position &+= 1
    return true
  }

  /// Moves past a string whose quote comes next: what lies between the quotes, and whether it holds escapes.
  @inline(__always)
  mutating func string() -> (text: ByteView, escaped: Bool)? {
    let start = position &+ 1
    var index = bytes.quoteOrBackslash(from: start)
    var escaped = false
    while index < bytes.count, bytes[index] == UInt8(ascii: "\\") {
      escaped = true
      index = bytes.quoteOrBackslash(from: index &+ 2)
    }
    guard index < bytes.count else { return nil }
    position = index &+ 1
    return (bytes[start..<index], escaped)
  }

  /// Moves past the next value; nil if it is none or does not end.
  @inline(__always)
  mutating func value() -> RawValue? {
    let byte = peek()
    let start = position
    switch byte {
    case UInt8(ascii: "\""):
      guard let (text, escaped) = string() else { return nil }
      return RawValue(text, .string, escaped ? .json : .plain)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard skipNested() else { return nil }
      return RawValue(bytes[start..<position], byte == UInt8(ascii: "{") ? .object : .array)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      repeat { position &+= 1 } while Self.isScalar(bytes[position])
      return RawValue(bytes[start..<position], .number)
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "N"):
      repeat { position &+= 1 } while Self.isScalar(bytes[position])
      return word(bytes[start..<position])
    default: return nil
    }
  }

  @inline(__always)
  private static func isScalar(_ byte: UInt8) -> Bool {
    byte > 0x2C && byte != UInt8(ascii: "]") && byte != UInt8(ascii: "}") || byte == UInt8(ascii: "+")
  }

  private func word(_ text: ByteView) -> RawValue? {
    if text.matches("true") { return RawValue(text, .yes) }
    if text.matches("false") { return RawValue(text, .no) }
    // Python writes NaN where it has no number.
    return text.matches("null") || text.matches("NaN") ? RawValue(text, .null) : nil
  }

  /// Moves past an array or object that comes next; false if it does not end.
  @inline(__always)
  mutating func skipNested() -> Bool {
    var depth = 0
    while true {
      position = bytes.structure(from: position)
      switch bytes[position] {
      case UInt8(ascii: "\""):
        if string() == nil { return false }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth &+= 1
        position &+= 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth &-= 1
        position &+= 1
        if depth <= 0 { return true }
      default: return false
      }
    }
  }

  /// Moves past the quotes of a key and its colon; nil if something else comes.
  @inline(__always)
  mutating func key() -> ByteView? {
    guard peek() == UInt8(ascii: "\""), let (text, _) = string(), take(UInt8(ascii: ":")) else { return nil }
    return text
  }
}
