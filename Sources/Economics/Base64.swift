/// Standard base64 with padding, as rank files use it.
enum Base64 {
  /// Appends the decoded bytes; false, with nothing of use appended, when the text is not base64.
  static func decode(_ text: ArraySlice<UInt8>, into bytes: inout [UInt8]) -> Bool {
    guard text.count % 4 == 0 else { return false }
    var group: UInt32 = 0
    var digits = 0
    var padding = 0
    for character in text {
      guard let value = value(of: character) else {
        guard character == UInt8(ascii: "="), digits % 4 >= 2 else { return false }
        padding += 1
        digits += 1
        group <<= 6
        if digits % 4 == 0 { flush(&group, 3 - padding, into: &bytes) }
        continue
      }
      guard padding == 0 else { return false }
      group = group << 6 | value
      digits += 1
      if digits % 4 == 0 { flush(&group, 3, into: &bytes) }
    }
    return padding <= 2
  }

  private static func flush(_ group: inout UInt32, _ count: Int, into bytes: inout [UInt8]) {
    for position in 0..<max(0, count) { bytes.append(UInt8(truncatingIfNeeded: group >> (16 - 8 * UInt32(position)))) }
    group = 0
  }

  private static func value(of character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
