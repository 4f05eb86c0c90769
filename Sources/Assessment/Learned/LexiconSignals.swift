internal import Foundation

/// What the lexicon found in a text, as inputs of the model: for each domain how much, and whether its thresholds were met.
enum LexiconSignals {
  /// The lexicon's domains that the model knows; others have no weights.
  static let domains = ["health", "law", "finance", "service", "writing", "coding", "general"]
  static let perDomain = 3
  static let count = domains.count * perDomain

  /// The inputs of a text, mostly zero.
  static func inputs(_ scores: [Int], _ lexicon: Lexicon, _ report: (Int, Float) -> Void) {
    for (number, domain) in lexicon.domains.enumerated() where scores[number] > 0 {
      guard let place = domains.firstIndex(of: domain.domain.rawValue) else { continue }
      let score = scores[number]
      report(place * perDomain, Float(log(1 + Double(score) / 1000)))
      if score >= domain.doubtMilli { report(place * perDomain + 1, 1) }
      if score >= domain.certainMilli { report(place * perDomain + 2, 1) }
    }
  }
}
