/// The inputs of the lexical stage for one stretch of text, as training sees them.
public struct TextInputs: Sendable {
  /// Buckets that features of the text hash to, as often as they occur; numbers below `bucketCount`.
  public var buckets: [Int32]
  /// What the lexicon found, by the number of the signal.
  public var signals: [(signal: Int, value: Float)]

  /// The number of buckets of the model.
  public static let bucketCount = TextFeatures.bucketCount
  /// The number of the lexicon's signals.
  public static let signalCount = LexiconSignals.count

  /// Reads a text's first stretch, as far as a text stays whole.
  public init(_ text: String, lexical: LexicalAssessor) {
    let bytes = TextNormalizer.normalized(Array(text.utf8))
    let end = TextSegments.ranges(bytes.span).first?.upperBound ?? 0
    let span = bytes.span.extracting(0..<end)
    var buckets: [Int32] = []
    _ = TextFeatures.scan(span) { buckets.append(Int32(truncatingIfNeeded: $0)) }
    self.buckets = buckets
    var signals: [(signal: Int, value: Float)] = []
    LexiconSignals.inputs(lexical.scores(span), lexical.lexicon) { signals.append(($0, $1)) }
    self.signals = signals
  }
}
