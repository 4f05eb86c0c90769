/// JSON's escapes undone.
enum JSONUnescape {
  /// The text between two quotes with its escapes undone, in the arena; half a surrogate pair becomes U+FFFD.
  static func decoded(_ text: ByteView, in arena: ByteArena) -> ByteView {
    // What grows most is a broken `\\u`, whose two bytes become the three of U+FFFD.
    arena.bytes(capacity: text.count + text.count / 2 + 4) { room in
      var output = 0
      var index = 0
      while index < text.count {
        let byte = text[index]
        guard byte == UInt8(ascii: "\\") else {
          room[output] = byte
          output &+= 1
          index &+= 1
          continue
        }
        let letter = text[index &+ 1]
        index &+= 2
        switch letter {
        case UInt8(ascii: "n"): room[output] = 0x0A
        case UInt8(ascii: "t"): room[output] = 0x09
        case UInt8(ascii: "r"): room[output] = 0x0D
        case UInt8(ascii: "b"): room[output] = 0x08
        case UInt8(ascii: "f"): room[output] = 0x0C
        case UInt8(ascii: "u"):
          let scalar = Self.scalar(text, &index)
          for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter where output < room.count {
            room[output] = unit
            output &+= 1
          }
          continue
        default: if index <= text.count { room[output] = letter } else { continue }
        }
        output &+= 1
      }
      return output
    }
  }

  // The scalar whose four digits come next, with those of its other half.
  private static func scalar(_ text: ByteView, _ index: inout Int) -> Unicode.Scalar {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    guard let first = unit(text, at: index) else { return replacement }
    index &+= 4
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, text[index] == UInt8(ascii: "\\"), text[index &+ 1] == UInt8(ascii: "u"),
      let second = unit(text, at: index &+ 2), second >= 0xDC00, second < 0xE000
    else { return replacement }
    index &+= 6
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? replacement
  }

  private static func unit(_ text: ByteView, at index: Int) -> UInt32? {
    var value: UInt32 = 0
    for offset in 0..<4 {
      guard let digit = Character(Unicode.Scalar(text[index &+ offset])).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
