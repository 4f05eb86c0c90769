public import Catalog

/// What requests of one use case were like, over a span of the record.
public struct UseCaseTraffic: Hashable, Sendable {
  /// Requests that were answered.
  public var requests: Int
  /// The first and the last of them; nil without any.
  public var first: Timestamp?
  public var last: Timestamp?
  /// Requests whose tokens are known, and their tokens in all.
  public var measured: Int
  public var promptTokens: Int
  public var answerTokens: Int

  /// Traffic by its parts.
  public init(
    requests: Int, first: Timestamp?, last: Timestamp?, measured: Int, promptTokens: Int, answerTokens: Int
  ) {
    self.requests = requests
    self.first = first
    self.last = last
    self.measured = measured
    self.promptTokens = promptTokens
    self.answerTokens = answerTokens
  }
}
