/// What the tokenizer does with a character: the classes of BERT's uncased normaliser and splitter.
///
/// The reference (the `tokenizers` library) judges by the Unicode 8 tables of an old crate and by the newest tables of
/// Rust's standard library for white space and lower case. What was assigned later than its tables is unassigned to
/// it, and it keeps such characters as letters.
enum CharacterClass {
  /// Removed: NUL, the replacement character, control, format and private use characters.
  case removed
  /// Parts words.
  case space
  /// An ideograph: a word of its own.
  case ideograph
  /// A nonspacing mark, which is stripped after decomposition.
  case mark
  /// A word of its own.
  case punctuation
  /// Part of a word.
  case letter

  init(_ scalar: Unicode.Scalar) {
    if scalar.value < 0x80 {
      self = Self.ascii(UInt8(scalar.value))
    } else {
      self = Self.exception(scalar) ?? Self.byProperties(scalar)
    }
  }

  private static func ascii(_ byte: UInt8) -> Self {
    switch byte {
    case 0x09...0x0d, 0x20: byte == 0x0b || byte == 0x0c ? .removed : .space
    case 0x00..<0x20, 0x7f: .removed
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: .letter
    // All ASCII symbols count as punctuation, also those that Unicode calls symbols: $ + < = > ^ ` | ~
    default: .punctuation
    }
  }

  /// Characters whose category has changed since Unicode 8.
  private static func exception(_ scalar: Unicode.Scalar) -> Self? {
    switch scalar.value {
    case 0xfffd: .removed
    case 0x166d, 0x111c9: .punctuation
    case 0x1734, 0x1171e: .mark
    case 0x1885, 0x1886, 0xa9bd: .letter
    default: nil
    }
  }

  private static func byProperties(_ scalar: Unicode.Scalar) -> Self {
    if isIdeograph(scalar.value) { return .ideograph }
    let properties = scalar.properties
    // White space is asked for last but one in the reference too: U+0085 is a control character first.
    let category = scalar.isAssigned(by: 8, 0) ? properties.generalCategory : .unassigned
    switch category {
    case .control, .format, .privateUse, .surrogate: return .removed
    case .nonspacingMark: return .mark
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return .punctuation
    default: return properties.isWhitespace ? .space : .letter
    }
  }

  /// The blocks that BERT's authors listed; kana and hangul are not among them.
  private static func isIdeograph(_ value: UInt32) -> Bool {
    switch value {
    case 0x4e00...0x9fff, 0x3400...0x4dbf, 0x20000...0x2a6df, 0x2a700...0x2b73f, 0x2b740...0x2b81f, 0x2b920...0x2ceaf,
      0xf900...0xfaff, 0x2f800...0x2fa1f:
      true
    default: false
    }
  }
}

extension Unicode.Scalar {
  /// Whether a version of Unicode has assigned this character.
  func isAssigned(by major: Int, _ minor: Int) -> Bool {
    guard let age = properties.age else { return false }
    return (age.major, age.minor) <= (major, minor)
  }
}
