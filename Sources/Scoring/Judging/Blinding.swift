/// Takes from an answer what tells which model wrote it.
///
/// Names of models with a version (`gpt-4o`, `Claude 3.5`) go wherever they stand. Other names go only where the
/// author speaks of itself: an answer about OpenAI, Monet or the stars stays what it is.
struct Blinding: Sendable, Hashable {
  /// What stands in place of a name.
  static let mark = "[name removed]"

  private let extraNames: BlindedNames.Index

  /// Hides the usual names, and `extra` ones wherever they stand.
  init(extra: [String] = []) {
    extraNames = BlindedNames.index(extra.map { $0.trimmedWhiteSpace.lowercased() }.filter { $0.count >= 2 })
  }

  /// The text with its author's name hidden.
  func apply(_ text: String) -> String { Self.sentences(text).map(hide).joined() }

  private func hide(_ sentence: Substring) -> String {
    let characters = Array(sentence)
    let folded = characters.map(Self.folded)
    var result = ""
    var index = 0
    // Where the last phrase ended in which the author speaks of itself.
    var selfReference: Int?
    while index < characters.count {
      // Chinese has no spaces between words.
      let startsWord = index == 0 || !Self.isWord(folded[index - 1]) || Self.isHan(folded[index])
      if startsWord, let end = BlindedNames.selfReferenceEnd(folded, from: index) {
        selfReference = max(end, selfReference ?? 0)
      }
      let isNearby = selfReference.map { index >= $0 && index - $0 <= 30 } ?? false
      if startsWord, let end = nameEnd(folded, from: index, isAboutAuthor: isNearby) {
        result += Self.mark
        index = end
        // More names of the same author follow: `Claude, made by Anthropic`.
        if isNearby { selfReference = end }
      } else {
        result.append(characters[index])
        index += 1
      }
    }
    return result
  }

  /// The index after the name that starts at `start`, nil if there is none to hide.
  private func nameEnd(_ text: [Character], from start: Int, isAboutAuthor: Bool) -> Int? {
    if let end = Self.match(extraNames, text, from: start), end == text.count || !text[end].isNumber { return end }
    for (names, areModels) in [(BlindedNames.modelIndex, true), (BlindedNames.labIndex, false)] {
      guard isAboutAuthor || areModels, let end = Self.match(names, text, from: start) else { continue }
      let version = Self.versionEnd(text, from: end)
      if isAboutAuthor || version != nil { return version ?? end }
    }
    return nil
  }

  /// The index after the longest of some names that stands at `start` as a whole word.
  private static func match(_ names: BlindedNames.Index, _ text: [Character], from start: Int) -> Int? {
    for name in names[text[start]] ?? [] where text[start...].starts(with: name) {
      let end = start + name.count
      if end == text.count || !text[end].isLetter || name.last.map(isHan) ?? false { return end }
    }
    return nil
  }

  /// The index after what names a version: `-4o-mini`, `-opus-4.5`, ` 3.1`; nil if no digit is in it.
  private static func versionEnd(_ text: [Character], from start: Int) -> Int? {
    var end = start
    if end + 1 < text.count, text[end] == " ", text[end + 1].isNumber { end += 1 }
    var hasDigit = false
    while end < text.count {
      let isInnerPoint = text[end] == "." && end + 1 < text.count && text[end + 1].isNumber
      guard isWord(text[end]) || text[end] == "-" || isInnerPoint else { break }
      hasDigit = hasDigit || text[end].isNumber
      end += 1
    }
    return hasDigit ? end : nil
  }

  private static func isHan(_ character: Character) -> Bool {
    character.unicodeScalars.first.map { WritingSystem($0) == .han } ?? false
  }

  private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }

  private static func folded(_ character: Character) -> Character {
    if character == "\u{2019}" { return "'" }
    let lower = character.lowercased()
    return lower.count == 1 ? lower.first ?? character : character
  }

  /// The text in pieces that end with a sentence or a line.
  private static func sentences(_ text: String) -> [Substring] {
    var pieces: [Substring] = []
    var start = text.startIndex
    var index = start
    while index < text.endIndex {
      let character = text[index]
      index = text.index(after: index)
      let endsSentence = character == "." && (index == text.endIndex || text[index].isWhitespace)
      if character.isNewline || "!?。！？".contains(character) || endsSentence {
        pieces.append(text[start..<index])
        start = index
      }
    }
    return start < text.endIndex ? pieces + [text[start...]] : pieces
  }
}
