/// Tells where a JSON object that comes in pieces ends, by its brackets alone.
struct ObjectEnd: Sendable {
  /// Whether the bracket that closes the whole was seen.
  var isReached = false
  private var depth = 0
  private var inString = false
  private var afterBackslash = false

  /// Reads the next piece.
  mutating func read(_ text: String) {
    for byte in text.utf8 where !isReached { read(byte) }
  }

  private mutating func read(_ byte: UInt8) {
    if inString {
      if afterBackslash {
        afterBackslash = false
      } else if byte == UInt8(ascii: "\\") {
        afterBackslash = true
      } else if byte == UInt8(ascii: "\"") {
        inString = false
      }
      return
    }
    switch byte {
    case UInt8(ascii: "\""): inString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth &+= 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth &-= 1
      isReached = depth <= 0
    default: break
    }
  }
}
