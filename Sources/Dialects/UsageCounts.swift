/// Tokens that one request used, in disjoint kinds: no token is counted twice.
///
/// OpenAI's `prompt_tokens` include cached ones and Anthropic's `input_tokens` do not; OpenAI's
/// `completion_tokens` include reasoning. Both are normalised to this.
public struct UsageCounts: Sendable, Hashable {
  /// Prompt tokens that no cache served or stored.
  public var input: Int
  /// Prompt tokens read from a prompt cache.
  public var cacheRead: Int
  /// Prompt tokens written to a cache that lives minutes.
  public var cacheWriteShort: Int
  /// Prompt tokens written to a cache that lives an hour or more.
  public var cacheWriteLong: Int
  /// Tokens of the visible answer.
  public var output: Int
  /// Tokens of hidden reasoning, where the provider tells them apart.
  public var reasoning: Int

  /// Counts by kind.
  public init(
    input: Int = 0, cacheRead: Int = 0, cacheWriteShort: Int = 0, cacheWriteLong: Int = 0, output: Int = 0,
    reasoning: Int = 0
  ) {
    self.input = input
    self.cacheRead = cacheRead
    self.cacheWriteShort = cacheWriteShort
    self.cacheWriteLong = cacheWriteLong
    self.output = output
    self.reasoning = reasoning
  }

  /// All prompt tokens.
  public var prompt: Int { input &+ cacheRead &+ cacheWriteShort &+ cacheWriteLong }

  /// All answer tokens.
  public var completion: Int { output &+ reasoning }
}
