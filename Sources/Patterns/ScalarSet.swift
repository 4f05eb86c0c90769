/// The Unicode scalars that one place of a pattern accepts.
struct ScalarSet: Sendable, Hashable {
  /// A set by a property of its members.
  enum Class: Sendable, Hashable {
    case digit, word, space
    /// A general category by the first letters of its short name, such as `L` or `Lu`.
    case category(String)
  }

  var ranges: [ClosedRange<UInt32>] = []
  var classes: [Class] = []
  var excludedClasses: [Class] = []
  var isNegated = false

  /// ASCII letters, digits and `_`.
  static let word = ScalarSet(classes: [.word])
  /// Everything but the ends of lines.
  static let notNewline = ScalarSet(ranges: [0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029], isNegated: true)
  /// Everything.
  static let any = ScalarSet(isNegated: true)

  /// One scalar.
  static func single(_ scalar: Unicode.Scalar) -> ScalarSet { ScalarSet(ranges: [scalar.value...scalar.value]) }

  /// Whether the scalar is in the set.
  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let isListed =
      ranges.contains { $0.contains(scalar.value) } || classes.contains { $0.contains(scalar) }
      || excludedClasses.contains { !$0.contains(scalar) }
    return isListed != isNegated
  }

  /// Whether the scalar is in the set in either case.
  func containsIgnoringCase(_ scalar: Unicode.Scalar) -> Bool {
    // A negated set excludes a letter if it excludes either of its cases.
    var plain = self
    plain.isNegated = false
    let cases = [scalar, Self.only(scalar.properties.lowercaseMapping), Self.only(scalar.properties.uppercaseMapping)]
    return cases.contains { $0.map(plain.contains) ?? false } != isNegated
  }

  private static func only(_ text: String) -> Unicode.Scalar? {
    text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
  }
}

extension ScalarSet.Class {
  /// Whether the scalar has the property.
  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .digit: "0"..."9" ~= scalar
    case .word: "0"..."9" ~= scalar || "a"..."z" ~= scalar || "A"..."Z" ~= scalar || scalar == "_"
    case .space: scalar.properties.isWhitespace || scalar == "\u{FEFF}"
    case .category(let name): scalar.properties.generalCategory.shortName.hasPrefix(name)
    }
  }

  /// Names of general categories that a pattern may use.
  static let categories: [String: String] = [
    "L": "L", "Letter": "L", "Lu": "Lu", "Uppercase_Letter": "Lu", "Ll": "Ll", "Lowercase_Letter": "Ll", "Lt": "Lt",
    "Lm": "Lm", "Lo": "Lo", "M": "M", "Mark": "M", "N": "N", "Number": "N", "Nd": "Nd", "Decimal_Number": "Nd",
    "Nl": "Nl", "No": "No", "P": "P", "Punctuation": "P", "S": "S", "Symbol": "S", "Sc": "Sc", "Sm": "Sm", "Z": "Z",
    "Separator": "Z", "Zs": "Zs", "C": "C", "Other": "C", "Cc": "Cc",
  ]
}

extension Unicode.GeneralCategory {
  /// The two letters by which Unicode names the category.
  var shortName: String {
    switch self {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .surrogate: "Cs"
    case .privateUse: "Co"
    case .unassigned: "Cn"
    @unknown default: "Cn"
    }
  }
}
