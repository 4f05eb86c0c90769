/// What was learned from labelled texts: weights for the words of a text, and for its embedding.
public struct AssessmentModel: Sendable {
  public var description: ModelDescription
  /// A row of weights for each bucket of `TextFeatures`, one lane for each head; times `scale` of the head.
  public var buckets: [SIMD16<Int8>]
  public var scales: HeadScores
  /// What every text starts from.
  public var constants: HeadScores
  /// Weights of `LexiconSignals`, a row for each.
  public var signals: [HeadScores]
  /// Embeddings of the description's prototypes, a row for each; lengths are 1.
  public var prototypes: [[Float]]
  /// Weights of the second stage's inputs, a row for each: the embedding, the nearness of each prototype, the first
  /// stage's scores, and at last the constant. Empty without an encoder.
  public var encoded: [HeadScores]

  public init(
    description: ModelDescription, buckets: [SIMD16<Int8>], scales: HeadScores, constants: HeadScores,
    signals: [HeadScores], prototypes: [[Float]] = [], encoded: [HeadScores] = []
  ) {
    self.description = description
    self.buckets = buckets
    self.scales = scales
    self.constants = constants
    self.signals = signals
    self.prototypes = prototypes
    self.encoded = encoded
  }

  /// Numbers of an embedding.
  public static let dimensions = 384

  /// How many inputs the second stage has, with the constant.
  public static func encodedInputs(prototypes: Int) -> Int {
    dimensions + prototypes + AssessmentHead.allCases.count + 1
  }
}
