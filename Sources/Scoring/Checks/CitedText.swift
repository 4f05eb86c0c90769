/// The citations of a text.
struct CitedText: Sendable, Hashable {
  /// What stands in brackets and looks like the name of a source: `[1]`, `[2, 3]`, `[doc-4]`.
  var markers: [String] = []
  /// Passages in double quotes of any kind.
  var quotes: [String] = []
  /// Addresses with `http://` or `https://`.
  var urls: [String] = []

  /// Whether more quotes were left open than are looked into, so that `quotes` may not be all.
  var isIncomplete = false

  init(_ text: String) {
    // One walk for each kind: an address in quotes is an address all the same.
    let characters = Array(text)
    findMarkers(characters)
    findQuotes(characters)
    findURLs(characters)
  }

  private mutating func findMarkers(_ characters: [Character]) {
    var brackets = MarkFinder("]")
    for index in characters.indices where characters[index] == "[" {
      guard let close = brackets.next(in: characters, from: index + 1), close <= index + 60 else { continue }
      let isLink = close + 1 < characters.count && characters[close + 1] == "("
      addMarkers(String(characters[(index + 1)..<close]), isLink: isLink)
    }
  }

  private mutating func findQuotes(_ characters: [Character]) {
    // Each mark that is never closed costs a look ahead; a text of nothing else must not take quadratic time.
    var unclosed = 0
    var index = 0
    while index < characters.count {
      if "\"\u{201C}\u{201E}\u{AB}".contains(characters[index]) {
        guard unclosed < 1000 else {
          isIncomplete = true
          return
        }
        if let end = Self.closingQuote(characters, after: index) {
          quotes.append(TextNormalization.whiteSpace.apply(String(characters[(index + 1)..<end])))
          index = end
        } else {
          unclosed += 1
        }
      }
      index += 1
    }
  }

  private mutating func findURLs(_ characters: [Character]) {
    var index = 0
    while index < characters.count {
      if characters[index] == "h" || characters[index] == "H", let end = Self.urlEnd(characters, from: index) {
        urls.append(String(characters[index..<end]))
        index = max(index + 1, end)
      } else {
        index += 1
      }
    }
  }

  private mutating func addMarkers(_ inner: String, isLink: Bool) {
    guard !isLink else { return }
    for part in inner.split(separator: ",") {
      let name = part.trimmedWhiteSpace
      let isNumber = !name.isEmpty && name.allSatisfy { $0.isASCII && $0.isNumber }
      let isName =
        name.contains { $0.isNumber } && name.allSatisfy { $0.isLetter || $0.isNumber || "-_.:".contains($0) }
      if isNumber || isName { markers.append(name) }
    }
  }

  /// Quotes longer than 2000 characters are taken for quotation marks that were not closed.
  private static func closingQuote(_ text: [Character], after start: Int) -> Int? {
    let closers: [Character] =
      switch text[start] {
      case "\u{201C}": ["\u{201D}"]
      case "\u{201E}": ["\u{201C}", "\u{201D}"]
      case "\u{AB}": ["\u{BB}"]
      default: ["\""]
      }
    return text[(start + 1)..<min(text.count, start + 2001)].firstIndex { closers.contains($0) }
  }

  private static func urlEnd(_ text: [Character], from start: Int) -> Int? {
    let scheme = String(text[start..<min(text.count, start + 8)]).lowercased()
    guard scheme.hasPrefix("https://") || scheme.hasPrefix("http://") else { return nil }
    var end = start
    while end < text.count, !text[end].isWhitespace, !"<>\"'`)]}|".contains(text[end]) { end += 1 }
    while end > start, ".,;:!?*_".contains(text[end - 1]) { end -= 1 }
    return end
  }

  /// A text as far as a quotation must agree with it: case, typography and line breaks do not count.
  static func folded(_ text: String) -> String {
    TextNormalization(ignoresCase: true, stripsMarkdown: true, dropsTrailingPunctuation: true, foldsTypography: true)
      .apply(text)
  }
}
