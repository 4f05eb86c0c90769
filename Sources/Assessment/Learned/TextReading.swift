/// What the lexical stage says of a request, and what it would have an encoder settle.
public struct TextReading: Sendable {
  /// The verdict as if everything that it is unsure of were harmless.
  public var verdict: TextVerdict
  /// The verdict as if that were grave: what holds when no encoder answers.
  public var doubtful: TextVerdict
  /// The stretches of text that it is unsure of; empty when there is nothing to settle.
  public var questions: [Question]

  /// A stretch of text whose stakes words alone do not tell.
  public struct Question: Hashable, Sendable {
    public var bytes: [UInt8]
    public var scores: HeadScores
    /// Log-odds that are taken off for who said it.
    public var discount: Float
  }

  /// The most questions that an encoder is asked for one request; a request with more stays in doubt.
  public static let mostQuestions = 8
}
