/// What the answer cites exists: numbers in brackets, passages in quotes, addresses.
public struct CitationCheck: Sendable, Hashable {
  /// Whether at least one citation is required.
  public var requiresCitation: Bool
  /// Whether passages in double quotes must stand in a source.
  public var checksQuotes: Bool
  /// Words that a quoted passage must have to count; shorter ones are names and emphasis.
  public var leastQuotedWords: Int
  /// Beginnings of addresses that may be given, such as `https://example.org/`; nil if all may.
  public var allowedURLPrefixes: [String]?

  /// A check by its options.
  public init(
    requiresCitation: Bool = false, checksQuotes: Bool = true, leastQuotedWords: Int = 4,
    allowedURLPrefixes: [String]? = nil
  ) {
    self.requiresCitation = requiresCitation
    self.checksQuotes = checksQuotes
    self.leastQuotedWords = leastQuotedWords
    self.allowedURLPrefixes = allowedURLPrefixes
  }

  func verdict(_ answer: Answer, _ task: ScoringTask) -> CheckVerdict {
    let cited = CitedText(answer.text)
    if let allowed = allowedURLPrefixes {
      for url in cited.urls where !allowed.contains(where: { Self.isWithin(url, $0) }) {
        return .fail("gives the address '\(url.prefix(120))', which is not among the allowed ones")
      }
    }
    guard !task.sources.isEmpty else {
      let hasDecided = allowedURLPrefixes != nil && !requiresCitation
      return hasDecided ? .pass : .abstain("there are no sources to look in")
    }
    let ids = Set(task.sources.map(\.id))
    for marker in cited.markers where !ids.contains(marker) {
      return .fail("cites [\(marker)], which is no source")
    }
    let quotes = cited.quotes.filter { $0.split(separator: " ").count >= leastQuotedWords }
    if checksQuotes {
      let texts = task.sources.map { CitedText.folded($0.text) }
      for quote in quotes where !texts.contains(where: { $0.contains(CitedText.folded(quote)) }) {
        return .fail("quotes '\(quote.prefix(120))', which stands in no source")
      }
    }
    if checksQuotes, cited.isIncomplete { return .abstain("too many quotes are never closed") }
    if requiresCitation, cited.markers.isEmpty, quotes.isEmpty { return .fail("cites nothing") }
    return .pass
  }

  /// Whether an address begins with a prefix and goes on at a border, so that `https://a.org` does not allow
  /// `https://a.org.evil.example`.
  private static func isWithin(_ url: String, _ prefix: String) -> Bool {
    guard url.lowercased().hasPrefix(prefix.lowercased()) else { return false }
    let rest = url.dropFirst(prefix.count)
    return prefix.hasSuffix("/") || rest.isEmpty || rest.first.map { "/?#".contains($0) } ?? true
  }
}
