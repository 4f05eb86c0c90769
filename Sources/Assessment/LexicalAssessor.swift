/// Judges text by the words in it, in microseconds, with the same answer each time.
///
/// Each term counts once, with the weight of the weightiest role that says it, so that a long text
/// does not pin itself by repetition.
public struct LexicalAssessor: Assessor {
  /// What it judges by.
  public let lexicon: Lexicon
  private let scanner: TextScanner
  private let terms: [Term]

  private struct Term: Sendable {
    var domain: Int
    var weightMilli: Int
    var text: LexiconTerm
  }

  /// A term that was found, for explanations.
  public struct Finding: Hashable, Codable, Sendable {
    /// The term as the lexicon writes it.
    public var term: String
    /// The domain that it speaks for.
    public var domain: Domain
    /// What it added to the domain's score, in thousandths.
    public var weightMilli: Int
  }

  /// Builds the automata of a lexicon; one that `Lexicon.load` has read always fits into them.
  public init(lexicon: Lexicon) {
    var terms: [Term] = []
    var patterns: [(pattern: TermPattern, number: Int)] = []
    for (number, domain) in lexicon.domains.enumerated() {
      for term in domain.terms {
        guard let pattern = try? TermPattern(term.text) else { continue }
        patterns.append((pattern, terms.count))
        terms.append(Term(domain: number, weightMilli: term.weightMilli, text: term))
      }
    }
    guard let scanner = TextScanner(patterns) else {
      preconditionFailure("The lexicon's terms have more than \(TermTrie.capacity) letters together.")
    }
    self.lexicon = lexicon
    self.scanner = scanner
    self.terms = terms
  }

  /// The lexicon's version.
  public var version: String { lexicon.version }

  /// Judges the texts of one request, in the order of the conversation.
  public func assess(_ parts: [TextPart]) -> TextVerdict {
    verdict(scores: tally(parts).scores)
  }

  /// The terms that a verdict on the same texts rests on, weightiest first.
  public func explain(_ parts: [TextPart]) -> [Finding] {
    tally(parts).found
      .map { number, weight in
        Finding(
          term: terms[number].text.text, domain: lexicon.domains[terms[number].domain].domain,
          weightMilli: terms[number].weightMilli * weight / 1000)
      }
      .sorted { ($1.weightMilli, $0.domain.rawValue, $0.term) < ($0.weightMilli, $1.domain.rawValue, $1.term) }
  }

  /// The scores of the lexicon's domains for one text, in thousandths.
  func scores(_ bytes: Span<UInt8>) -> [Int] {
    var scores = [Int](repeating: 0, count: lexicon.domains.count)
    var seen = [UInt64](repeating: 0, count: (terms.count + 63) / 64)
    scanner.scan(bytes) { term in
      let bit: UInt64 = 1 << UInt64(term & 63)
      guard seen[term >> 6] & bit == 0 else { return }
      seen[term >> 6] |= bit
      scores[terms[term].domain] += terms[term].weightMilli
    }
    return scores
  }

  /// How much a stretch of text speaks for domains that raise stakes, in thousandths.
  func pinningWeight(_ bytes: Span<UInt8>) -> Int {
    zip(scores(bytes), lexicon.domains).reduce(0) { $1.1.pins ? $0 + $1.0 : $0 }
  }

  private func tally(_ parts: [TextPart]) -> (scores: [Int], found: [(term: Int, weight: Int)]) {
    var scores = [Int](repeating: 0, count: lexicon.domains.count)
    var found: [(term: Int, weight: Int)] = []
    // The weightiest role speaks first, so that a term counts when it is first seen and never again.
    var seen = [UInt64](repeating: 0, count: (terms.count + 63) / 64)
    for (part, weight) in weighted(parts) {
      scanner.scan(part.bytes.span) { term in
        let bit: UInt64 = 1 << UInt64(term & 63)
        guard seen[term >> 6] & bit == 0 else { return }
        seen[term >> 6] |= bit
        found.append((term, weight))
        scores[terms[term].domain] += terms[term].weightMilli * weight / 1000
      }
    }
    return (scores, found)
  }

  /// The texts that count with the weights of their roles, weightiest first.
  private func weighted(_ parts: [TextPart]) -> [(part: TextPart, weight: Int)] {
    let lastMessage = parts.lastIndex { $0.role == .user }
      .map { last in (parts[..<last].lastIndex { $0.role != .user } ?? -1) + 1...last }
    return parts.enumerated()
      .map { index, part in
        (part, lastMessage?.contains(index) == true ? lexicon.roles.lastUser : lexicon.roles.weight(part.role))
      }
      .filter { $0.weight > 0 }
      .sorted { $0.weight > $1.weight }
  }

  private func verdict(scores: [Int]) -> TextVerdict {
    var best: (domain: Int, certainty: Certainty, score: Int)?
    var pin: (domain: Int, certainty: Certainty, score: Int)?
    for (number, domain) in lexicon.domains.enumerated() where scores[number] > 0 {
      let score = scores[number]
      let certainty = domain.certainty(ofMilli: score)
      if best.map({ ($0.certainty, $0.score) < (certainty, score) }) ?? true { best = (number, certainty, score) }
      guard domain.pins, certainty > .none else { continue }
      if pin.map({ ($0.certainty, $0.score) < (certainty, score) }) ?? true { pin = (number, certainty, score) }
    }
    return TextVerdict(
      domain: best.map { lexicon.domains[$0.domain].domain }, certainty: best?.certainty ?? .none,
      scoreMilli: best?.score ?? 0, stage: "lexical", version: version,
      pin: pin.map { lexicon.domains[$0.domain].domain }, pinCertainty: pin?.certainty ?? .none,
      pinScoreMilli: pin?.score ?? 0)
  }
}
