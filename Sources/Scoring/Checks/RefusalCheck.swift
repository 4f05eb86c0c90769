/// The answer does not refuse: neither by the dialect's own sign nor in words at its beginning.
public struct RefusalCheck: Sendable, Hashable {
  /// Beginnings of sentences in which models refuse, in lower case with straight quotes.
  public var phrases: [String]

  /// A check for the standard phrases, or for others.
  public init(phrases: [String] = RefusalCheck.standardPhrases) { self.phrases = phrases }

  /// Phrases of English, German, French and Spanish refusals, written for this product.
  public static let standardPhrases = [
    "i can't help with", "i cannot help with", "i can't assist", "i cannot assist", "i'm unable to", "i am unable to",
    "i'm not able to", "i am not able to", "i won't be able to", "i can't provide", "i cannot provide",
    "i can't comply", "i cannot comply", "i must decline", "i can't fulfill", "i cannot fulfill",
    "as an ai language model", "as an ai model",
    "dabei kann ich nicht helfen", "ich kann dir dabei nicht", "ich kann ihnen dabei nicht",
    "je ne peux pas vous aider", "je ne suis pas en mesure de", "no puedo ayudar", "no puedo proporcionar",
  ]

  func verdict(_ answer: Answer) -> CheckVerdict {
    if answer.isDeclaredRefusal { return .fail("refuses, by the provider's own sign") }
    return phrase(in: answer.text).map { .fail("refuses ('\($0)')") } ?? .pass
  }

  /// The phrase with which a text refuses, nil if it does not.
  ///
  /// Only the first 200 characters count: a long answer that quotes such a phrase further down is none.
  func phrase(in text: String) -> String? {
    let normalization = TextNormalization(ignoresCase: true, foldsTypography: true)
    let beginning = normalization.apply(String(text.prefix(200)))
    let bytes = Array(beginning.utf8)
    return phrases.first { phrase in
      // What is not ASCII may be written in several ways that mean the same.
      phrase.utf8.allSatisfy { $0 < 128 } ? Self.contains(bytes, Array(phrase.utf8)) : beginning.contains(phrase)
    }
  }

  private static func contains(_ text: [UInt8], _ phrase: [UInt8]) -> Bool {
    guard let first = phrase.first, phrase.count <= text.count else { return phrase.isEmpty }
    return (0...(text.count - phrase.count)).contains { start in
      text[start] == first && text[start...].starts(with: phrase)
    }
  }
}
