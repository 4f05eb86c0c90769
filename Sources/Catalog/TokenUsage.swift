/// A kind of token that a provider prices on its own.
public enum TokenKind: String, CaseIterable, Codable, Sendable {
  /// Prompt tokens that no cache served.
  case input
  /// Prompt tokens read from a provider's prompt cache.
  case cacheRead = "cache_read"
  /// Prompt tokens written to a short-lived cache (about five minutes).
  case cacheWriteShort = "cache_write_5m"
  /// Prompt tokens written to a long-lived cache (an hour or more).
  case cacheWriteLong = "cache_write_1h"
  /// Tokens of the visible answer.
  case output
  /// Tokens of hidden reasoning.
  case reasoning
}

/// What one request used, in disjoint kinds: no token is counted twice.
///
/// OpenAI's `prompt_tokens` include cached ones and Anthropic's `input_tokens` do not; the dialects
/// normalise both to this.
public struct TokenUsage: Hashable, Codable, Sendable {
  /// Prompt tokens that no cache served.
  public var input: Int
  /// Prompt tokens read from a prompt cache.
  public var cacheRead: Int
  /// Prompt tokens written to a short-lived cache.
  public var cacheWriteShort: Int
  /// Prompt tokens written to a long-lived cache.
  public var cacheWriteLong: Int
  /// Tokens of the visible answer.
  public var output: Int
  /// Tokens of hidden reasoning.
  public var reasoning: Int

  /// A usage by kinds.
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

  /// All prompt tokens: what whole-request thresholds look at.
  public var prompt: Int { Self.sum(Self.sum(input, cacheRead), Self.sum(cacheWriteShort, cacheWriteLong)) }

  /// All answer tokens, hidden ones included.
  public var completion: Int { Self.sum(output, reasoning) }

  /// What two answers used together.
  public static func + (left: Self, right: Self) -> Self {
    Self(
      input: sum(left.input, right.input), cacheRead: sum(left.cacheRead, right.cacheRead),
      cacheWriteShort: sum(left.cacheWriteShort, right.cacheWriteShort),
      cacheWriteLong: sum(left.cacheWriteLong, right.cacheWriteLong), output: sum(left.output, right.output),
      reasoning: sum(left.reasoning, right.reasoning))
  }

  // Counts come from upstreams: a sum must not be able to trap, nor a negative count hide others.
  @inline(__always)
  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflow) = max(0, left).addingReportingOverflow(max(0, right))
    return overflow ? .max : sum
  }

  /// The count of one kind.
  public subscript(kind: TokenKind) -> Int {
    switch kind {
    case .input: input
    case .cacheRead: cacheRead
    case .cacheWriteShort: cacheWriteShort
    case .cacheWriteLong: cacheWriteLong
    case .output: output
    case .reasoning: reasoning
    }
  }
}
