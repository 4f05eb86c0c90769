/// The escapes of table cells undone.
enum CellDecoding {
  /// A cell in which each quote stands twice, with each standing once.
  static func halved(_ text: ByteView, _ quote: UInt8, in arena: ByteArena) -> ByteView {
    arena.bytes(capacity: text.count) { room in
      var output = 0
      var index = 0
      while index < text.count {
        room[output] = text[index]
        output &+= 1
        index &+= text[index] == quote && text[index &+ 1] == quote ? 2 : 1
      }
      return output
    }
  }

  /// A cell of PostgreSQL's COPY text format (PostgreSQL documentation, "COPY", File Formats).
  static func copied(_ text: ByteView, in arena: ByteArena) -> ByteView {
    arena.bytes(capacity: text.count) { room in
      var output = 0
      var index = 0
      while index < text.count {
        var byte = text[index]
        index &+= 1
        if byte == UInt8(ascii: "\\"), index < text.count {
          byte = Self.control(text[index])
          index &+= 1
        }
        room[output] = byte
        output &+= 1
      }
      return output
    }
  }

  private static func control(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "v"): 0x0B
    default: letter
    }
  }
}
