/// What the lexical stage made of one text. The same bytes give the same evidence, so it can be kept for the next request.
public struct TextEvidence: Sendable {
  /// A stretch of the text that was judged by itself.
  public struct Segment: Sendable {
    /// The stretch as UTF-8 without disguises.
    public var bytes: [UInt8]
    /// The log-odds of each head.
    public var scores: HeadScores
  }

  public var segments: [Segment]
  public var census: TextCensus

  /// Bytes that keeping it takes, roughly.
  public var size: Int { segments.reduce(64) { $0 + $1.bytes.count + 128 } }

  /// Whether the stretch is English, as far as the model can tell.
  static func isEnglish(_ scores: HeadScores) -> Bool { scores[.english] > 0 }
}
