import Learning

/// Copies of texts as hurried fingers would have typed them, so that a model has seen misspelt words.
enum Typos {
  /// A copy of each prompt of our own in letters, with about every eighth long word misspelt; deterministic by seed.
  static func copies(_ texts: [LabelledText], seed: UInt64) -> [LabelledText] {
    var random = SplitMix64(seed: seed)
    return texts.compactMap { original in
      guard original.source == "own", !original.isTest, !["zh", "ja"].contains(original.language) else { return nil }
      var copy = original
      copy.text = misspelt(original.text, &random)
      guard copy.text != original.text else { return nil }
      copy.weight /= 4
      return copy
    }
  }

  /// The text with some of its words of five letters and more misspelt.
  static func misspelt(_ text: String, _ random: inout SplitMix64) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false)
      .map { word in
        guard word.count >= 5, Int.random(in: 0..<8, using: &random) == 0 else { return String(word) }
        var letters = Array(word)
        let place = Int.random(in: 1..<(letters.count - 1), using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: letters.swapAt(place, place + 1)
        case 1: letters.remove(at: place)
        default: letters.insert(letters[place], at: place)
        }
        return String(letters)
      }
      .joined(separator: " ")
  }
}
