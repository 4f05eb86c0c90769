/// How two texts are made alike before they are compared.
///
/// Results are to be compared with `==` on `String`, which holds canonically equivalent Unicode (NFC and NFD of the
/// same text) to be equal.
public struct TextNormalization: Sendable, Hashable {
  /// Runs of white space become one space, and those at both ends go.
  public var collapsesWhiteSpace: Bool
  /// Upper and lower case are the same.
  public var ignoresCase: Bool
  /// Marks of Markdown go; what they mark stays.
  public var stripsMarkdown: Bool
  /// Full stops, commas and the like at the end go.
  public var dropsTrailingPunctuation: Bool
  /// Curly quotes, long dashes and special spaces become their ASCII likes.
  public var foldsTypography: Bool

  /// A normalisation by its options.
  public init(
    collapsesWhiteSpace: Bool = true, ignoresCase: Bool = false, stripsMarkdown: Bool = false,
    dropsTrailingPunctuation: Bool = false, foldsTypography: Bool = false
  ) {
    self.collapsesWhiteSpace = collapsesWhiteSpace
    self.ignoresCase = ignoresCase
    self.stripsMarkdown = stripsMarkdown
    self.dropsTrailingPunctuation = dropsTrailingPunctuation
    self.foldsTypography = foldsTypography
  }

  /// White space only.
  public static let whiteSpace = TextNormalization()
  /// All that does not change what a reader understands.
  public static let lenient = TextNormalization(
    ignoresCase: true, stripsMarkdown: true, dropsTrailingPunctuation: true, foldsTypography: true)

  /// The text with everything gone that does not count.
  public func apply(_ text: String) -> String {
    var result = stripsMarkdown ? Markdown.plainText(text) : text
    if foldsTypography { result = Self.folded(result) }
    if ignoresCase { result = result.lowercased() }
    if collapsesWhiteSpace { result = Self.collapsed(result) }
    if dropsTrailingPunctuation {
      while let last = result.last, Self.trailing.contains(last) || last.isWhitespace { result.removeLast() }
    }
    return result
  }

  private static let trailing: Set<Character> = [".", ",", ";", ":", "!", "?", "…", "。", "，", "！", "？", "；"]

  private static func collapsed(_ text: String) -> String {
    let isASCII = text.utf8.allSatisfy { $0 < 128 }
    return isASCII ? String(decoding: collapsed(ascii: text.utf8), as: UTF8.self) : collapsed(characters: text)
  }

  // Every comparison of answers comes through here: asking each character for its properties takes ten times as long.
  private static func collapsed(ascii text: String.UTF8View) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var needsSpace = false
    for byte in text {
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        needsSpace = !result.isEmpty
      } else {
        if needsSpace { result.append(0x20) }
        needsSpace = false
        result.append(byte)
      }
    }
    return result
  }

  private static func collapsed(characters text: String) -> String {
    var result = ""
    var needsSpace = false
    for character in text {
      if character.isWhitespace {
        needsSpace = !result.isEmpty
      } else {
        if needsSpace { result.append(" ") }
        needsSpace = false
        result.append(character)
      }
    }
    return result
  }

  private static func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 128 }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{2018}", "\u{2019}", "\u{201A}", "\u{2032}": result.append("'")
      case "\u{201C}", "\u{201D}", "\u{201E}", "\u{2033}", "\u{AB}", "\u{BB}": result.append("\"")
      case "\u{2010}"..."\u{2015}", "\u{2212}": result.append("-")
      case "\u{A0}", "\u{2000}"..."\u{200A}", "\u{202F}", "\u{205F}", "\u{3000}": result.append(" ")
      case "\u{200B}"..."\u{200D}", "\u{2060}", "\u{FEFF}", "\u{AD}": break
      case "\u{2026}": result.append(contentsOf: "...".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
