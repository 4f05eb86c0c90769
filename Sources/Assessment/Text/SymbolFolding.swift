/// How a character counts in the features of text: letters without case and accents, digits alike, the rest parts words.
enum SymbolFolding {
  /// What an ASCII byte folds to.
  enum Kind {
    static let separator: UInt8 = 0
    /// Part of no word and no boundary either: the apostrophe of "can't".
    static let nothing: UInt8 = 1
    /// A sign that tells code or money from prose; a word of its own.
    static let signs: Set<UInt8> = Set("{}()[];=<>$%#@/\\_*+&|^~\"".utf8)
  }

  /// For each ASCII byte: a small letter, `0` for a digit, a sign, `nothing` or `separator`.
  static let ascii: [UInt8] = (0..<128).map { byte in
    switch UInt8(byte) {
    case 0x41...0x5A: UInt8(byte) | 0x20
    case 0x61...0x7A: UInt8(byte)
    case 0x30...0x39: 0x30
    case 0x27: Kind.nothing
    default: Kind.signs.contains(UInt8(byte)) ? UInt8(byte) : Kind.separator
    }
  }

  /// What a scalar beyond ASCII is.
  enum Scalar {
    case letter(UInt32)
    /// A character of a script without spaces between words.
    case ideograph(UInt32)
    case nothing
    case separator
  }

  static func scalar(_ scalar: UInt32) -> Scalar {
    switch scalar {
    case 0xAD, 0x300...0x36F, 0x200B...0x200F, 0x2019, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF:
      return .nothing
    case 0x64B...0x65F, 0x640, 0x670: return .nothing  // Arabic vowel signs and stretching
    case 0x622, 0x623, 0x625: return .letter(0x627)  // alef with a sign above or below
    case 0x649: return .letter(0x64A)
    case 0x629: return .letter(0x647)
    case 0x660...0x669, 0x6F0...0x6F9: return .letter(0x30)
    case 0x60C, 0x61B, 0x61F, 0x66A...0x66D, 0x6D4: return .separator
    case 0xDF: return .letter(0x73)
    case 0xC0...0x17F:
      guard let letter = LatinFolding.letter(scalar), letter != LatinFolding.separator else { return .separator }
      return .letter(UInt32(letter))
    case 0x20AC, 0xA3, 0xA5: return .letter(scalar)  // money
    case 0x80...0xBF, 0x2000...0x2BFF, 0x3000...0x303F, 0xFF00...0xFFEF, 0xFFFD, 0x30FB: return .separator
    case 0x3040...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: return .ideograph(scalar)
    case 0x1F000...0x1FAFF: return .separator
    default: return .letter(scalar)
    }
  }
}
