/// How a simulated upstream behaves unless a request asks for something else.
public struct Behaviour: Hashable, Sendable {
  /// Milliseconds before the first byte of a reply.
  public var latencyMilliseconds: Int
  /// Milliseconds between the chunks of a stream.
  public var chunkMilliseconds: Int
  /// Tokens of an ordinary answer; the caller's limit cuts it shorter.
  public var tokens: Int
  /// The spread of the lengths of ordinary answers: log-normal with `tokens` as the median and this many hundredths as the
  /// deviation of the logarithm; 0 for answers of equal length.
  public var tokenSpreadHundredths: Int
  /// Share of requests that fail with a 500, in parts per million.
  public var errorsPerMillion: Int
  /// Varies the wording of replies and which requests fail.
  public var seed: UInt64
  /// The key that requests must carry; nil accepts any or none.
  public var requiredKey: String?
  /// How many of the latest requests the log keeps.
  public var logLimit: Int

  /// A behaviour; the defaults answer at once, 24 tokens long, without failures.
  public init(
    latencyMilliseconds: Int = 0, chunkMilliseconds: Int = 0, tokens: Int = 24, tokenSpreadHundredths: Int = 0,
    errorsPerMillion: Int = 0, seed: UInt64 = 1, requiredKey: String? = nil, logLimit: Int = 10_000
  ) {
    self.latencyMilliseconds = latencyMilliseconds
    self.chunkMilliseconds = chunkMilliseconds
    self.tokens = tokens
    self.tokenSpreadHundredths = tokenSpreadHundredths
    self.errorsPerMillion = errorsPerMillion
    self.seed = seed
    self.requiredKey = requiredKey
    self.logLimit = logLimit
  }
}
