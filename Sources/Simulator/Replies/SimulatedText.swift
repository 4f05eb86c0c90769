/// Words that a simulated model says: they always say that they are simulated.
enum SimulatedText {
  // Cut anywhere, it must not read as if a model had answered.
  private static let words = [
    "filler", "text", "made", "by", "a", "simulator", "without", "any", "model", "behind", "it,", "meaning", "nothing,",
  ]

  /// `count` tokens: the opening's words first, then filler.
  static func prose(opening: String, count: Int, generator: inout SeededGenerator) -> [String] {
    guard count > 0 else { return [] }
    var tokens = opening.split(separator: " ").prefix(count).enumerated().map { index, word in
      index == 0 ? String(word) : " \(word)"
    }
    var offset = Int(generator.next() % UInt64(words.count))
    while tokens.count < count {
      tokens.append(" \(words[offset % words.count])")
      offset += 1
    }
    return tokens
  }

  /// `text` in pieces of about four bytes that never split a character.
  static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for character in text {
      piece.append(character)
      if piece.utf8.count >= 4 {
        pieces.append(piece)
        piece = ""
      }
    }
    if !piece.isEmpty { pieces.append(piece) }
    return pieces
  }

  /// Where `part` first begins in `text`, in bytes.
  static func position(of part: String, in text: String) -> Int? {
    let needle = Array(part.utf8)
    let hay = Array(text.utf8)
    guard !needle.isEmpty, needle.count <= hay.count else { return nil }
    return (0...(hay.count - needle.count)).first { hay[$0..<($0 + needle.count)].elementsEqual(needle) }
  }

  /// The tokens that make up the first `count` bytes, the last one shortened to fit.
  static func cut(_ tokens: [String], toBytes count: Int) -> [String] {
    var kept: [String] = []
    var room = count
    for token in tokens {
      guard room > 0 else { break }
      kept.append(token.utf8.count <= room ? token : String(decoding: token.utf8.prefix(room), as: UTF8.self))
      room -= token.utf8.count
    }
    return kept
  }
}
