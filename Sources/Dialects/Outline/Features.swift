/// What a request asks of whatever serves it.
public struct Features: OptionSet, Sendable, Hashable {
  /// One bit for each feature.
  public let rawValue: UInt16

  /// Features by bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Tools or functions are offered to the model.
  public static let tools = Features(rawValue: 1 << 0)
  /// Images are part of the input.
  public static let images = Features(rawValue: 1 << 1)
  /// The answer must be JSON, by schema or not.
  public static let structuredOutput = Features(rawValue: 1 << 2)
  /// Probabilities of tokens are wanted.
  public static let logprobs = Features(rawValue: 1 << 3)
  /// Sound is part of the input or of the answer.
  public static let audio = Features(rawValue: 1 << 4)
  /// Files are part of the input.
  public static let files = Features(rawValue: 1 << 5)
  /// Reasoning is asked for by name.
  public static let reasoning = Features(rawValue: 1 << 6)
  /// More than one answer is wanted.
  public static let multipleChoices = Features(rawValue: 1 << 7)
  /// Embeddings are wanted, no text.
  public static let embeddings = Features(rawValue: 1 << 8)
}
