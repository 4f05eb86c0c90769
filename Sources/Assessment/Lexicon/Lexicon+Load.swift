public import StrictYAML

extension Lexicon {
  /// Reads a lexicon. Every error in the text is reported with its place.
  public static func load(text: String, file: String) throws(YAMLErrors) -> Lexicon {
    let root: YAMLNode
    do { root = try YAMLDocument.parse(text, file: file) } catch { throw YAMLErrors([error]) }
    var reader = LexiconReader()
    var lexicon = reader.lexicon(root)
    try reader.errors.finish()
    lexicon.version += "+" + hash(text)
    return lexicon
  }

  // The first half of FNV-1a in hexadecimal: tells edited files apart, protects against nobody.
  private static func hash(_ text: String) -> String {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    let digits = String(state, radix: 16)
    return String((String(repeating: "0", count: 16 - digits.count) + digits).prefix(8))
  }
}
