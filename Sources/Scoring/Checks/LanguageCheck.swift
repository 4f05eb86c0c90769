/// The answer is written in a language, as far as its letters and its most frequent words tell.
public struct LanguageCheck: Sendable, Hashable {
  /// The language by its ISO 639-1 code.
  public var language: String

  /// Codes that can be told: by their script alone, or by frequent words.
  public static let known: [String] = (Array(WritingSystem.ofLanguage.keys) + Array(FrequentWords.byLanguage.keys))
    .sorted()

  /// A check for a language; throws if it cannot be told from others.
  public init(_ language: String) throws(ScoringError) {
    guard Self.known.contains(language) else {
      throw ScoringError(
        .invalidCheck, "the language '\(language)' is not known; there are \(Self.known.joined(separator: ", "))")
    }
    self.language = language
  }

  func verdict(_ answer: Answer) -> CheckVerdict {
    let letters = answer.text.unicodeScalars.lazy.filter(\.properties.isAlphabetic).prefix(20_000)
    var counts: [WritingSystem: Int] = [:]
    for letter in letters { counts[WritingSystem(letter), default: 0] += 1 }
    let total = counts.values.reduce(0, +)
    guard total >= 20 else { return .abstain("there are too few letters to tell a language") }
    func share(_ systems: [WritingSystem]) -> Double {
      Double(systems.reduce(0) { $0 + (counts[$1] ?? 0) }) / Double(total)
    }
    if let systems = WritingSystem.ofLanguage[language] {
      // Names and terms stay in Latin letters everywhere; Chinese has none of the kana that make a text Japanese.
      if share(systems) < 0.5 { return .fail("is not written in the letters of '\(language)'") }
      let isJapanese = share([.kana]) > 0.1
      return language == "ja" && !isJapanese || language == "zh" && isJapanese
        ? .fail("is not written in the letters of '\(language)'") : .pass
    }
    if share([.latin]) < 0.5 { return .fail("is not written in Latin letters") }
    return wordVerdict(answer.text)
  }

  private func wordVerdict(_ text: String) -> CheckVerdict {
    let words = text.lowercased().split { !$0.isLetter && $0 != "'" }.prefix(5000)
    guard words.count >= 12 else { return .abstain("there are too few words to tell a language") }
    var hits: [String: Int] = [:]
    for (candidate, frequent) in FrequentWords.byLanguage {
      hits[candidate] = words.reduce(0) { $0 + (frequent.contains(String($1)) ? 1 : 0) }
    }
    let mine = hits[language] ?? 0
    let others = hits.filter { $0.key != language }
    guard let best = others.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return .pass }
    if mine * 10 >= words.count, mine >= best.value { return .pass }
    if best.value * 10 >= words.count, best.value >= 2 * mine { return .fail("is written in '\(best.key)'") }
    return .abstain("its words do not tell the language")
  }
}
