/// A byte-level BPE tokeniser over a vocabulary in tiktoken's rank format; counts tokens exactly.
///
/// Texts are counted as they are: special tokens are ordinary text, and nothing is normalised (Qwen's own tokeniser
/// composes to NFC first). Takes time in proportion to n log n of the longest piece, whatever the text.
public struct BytePairEncoding: Sendable {
  private let pattern: SplitPattern
  private let ranks: RankTable

  /// A tokeniser from a rank file: a line per token, base64 of its bytes, a space and its rank.
  public init(ranks file: [UInt8], pattern: SplitPattern) throws(RankFileError) {
    self.pattern = pattern
    ranks = try RankTable(file)
  }

  /// The number of tokens in the vocabulary.
  public var vocabularySize: Int { ranks.count }

  /// The number of tokens of a text; bytes that are not UTF-8 are counted as symbols.
  public func count(_ utf8: Span<UInt8>) -> Int {
    let kinds = CharacterKind.kinds(of: utf8)
    var merger = PieceMerger()
    var tokens = 0
    var start = 0
    while start < utf8.count {
      // A piece is never empty, so that the loop ends whatever the text.
      let end = max(start + 1, min(utf8.count, pattern.endOfPiece(in: kinds, utf8, from: start)))
      let piece = utf8.extracting(start..<end)
      tokens += ranks.rank(of: piece) != nil ? 1 : merger.count(piece, ranks: ranks)
      start = end
    }
    return tokens
  }

  /// The number of tokens of a text.
  public func count(_ utf8: [UInt8]) -> Int { count(utf8.span) }
}
