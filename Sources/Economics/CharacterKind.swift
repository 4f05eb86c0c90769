/// What a character is to a split pattern. Kinds are disjoint.
enum CharacterKind: UInt8 {
  /// `\r` or `\n`.
  case newline
  /// U+0020.
  case space
  /// Other white space.
  case blank
  /// Lu or Lt.
  case upper
  /// Ll.
  case lower
  /// Lm or Lo.
  case caseless
  /// Mn, Mc or Me.
  case mark
  /// Nd, Nl or No.
  case number
  /// Anything else.
  case symbol

  var isWhitespace: Bool { rawValue <= CharacterKind.blank.rawValue }
  var isLetter: Bool { self == .upper || self == .lower || self == .caseless }

  /// A kind for each byte, that of the character which the byte belongs to.
  static func kinds(of text: Span<UInt8>) -> [CharacterKind] {
    var kinds: [CharacterKind] = []
    kinds.reserveCapacity(text.count)
    while kinds.count < text.count {
      let byte = text[kinds.count]
      if byte < 0x80 {
        kinds.append(ascii(byte))
      } else {
        let (scalar, length) = decode(text, at: kinds.count)
        let kind = scalar.map(CharacterKind.init) ?? .symbol
        for _ in 0..<length { kinds.append(kind) }
      }
    }
    return kinds
  }

  private static func ascii(_ byte: UInt8) -> CharacterKind {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): .lower
    case UInt8(ascii: " "): .space
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): .upper
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .number
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): .newline
    case 0x09, 0x0B, 0x0C: .blank
    default: .symbol
    }
  }

  private init(_ scalar: Unicode.Scalar) {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter: self = .upper
    case .lowercaseLetter: self = .lower
    case .modifierLetter, .otherLetter: self = .caseless
    case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
    case .decimalNumber, .letterNumber, .otherNumber: self = .number
    default: self = scalar.properties.isWhitespace ? .blank : .symbol
    }
  }

  // The character at `start` and its bytes; one byte and no character where the text is not UTF-8.
  private static func decode(_ text: Span<UInt8>, at start: Int) -> (Unicode.Scalar?, Int) {
    let lead = text[start]
    let (length, bits): (Int, UInt32) =
      switch lead {
      case 0xC2...0xDF: (2, UInt32(lead & 0x1F))
      case 0xE0...0xEF: (3, UInt32(lead & 0x0F))
      case 0xF0...0xF4: (4, UInt32(lead & 0x07))
      default: (1, 0)
      }
    guard length > 1, start + length <= text.count else { return (nil, 1) }
    var value = bits
    for offset in 1..<length {
      guard text[start + offset] & 0xC0 == 0x80 else { return (nil, 1) }
      value = value << 6 | UInt32(text[start + offset] & 0x3F)
    }
    guard value >= [0, 0, 0x80, 0x800, 0x10000][length], let scalar = Unicode.Scalar(value) else { return (nil, 1) }
    return (scalar, length)
  }
}
