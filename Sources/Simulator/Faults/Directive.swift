/// What one request asks of the simulator, by header, user field or model suffix.
struct Directive: Hashable, Sendable {
  /// The fault to show, if any.
  var fault: Fault?
  /// For how many requests like this one the fault is shown; nil means always.
  var times: Int?
  /// The only model that the fault concerns, by its upstream name.
  var model: String?
  /// Tells apart requests that are otherwise the same when `times` are counted.
  var key: String?
  /// Milliseconds before the first byte.
  var latencyMilliseconds: Int?
  /// Milliseconds between chunks.
  var chunkMilliseconds: Int?
  /// Tokens of the answer.
  var tokens: Int?
  /// How many tools are called; 0 answers in words.
  var calls: Int?
  /// Prompt tokens reported as read from a cache.
  var cached: Int?
  /// Tokens of hidden reasoning.
  var reasoning: Int?

  /// The service tier that the reply names.
  var tier: String?
  /// Searches of the web that the reply reports.
  var searches: Int?

  /// What is wrong with a directive, for the reply's message.
  struct Mistake: Error, Hashable {
    var message: String
  }

  /// The longest pause that can be asked for: an hour.
  static let longestPause = 3_600_000
  /// The longest answer that can be asked for.
  static let mostTokens = 100_000
  /// What may follow `fault=` besides an HTTP status.
  static let faultNames = [
    "slow", "cut", "truncated", "stall", "malformed", "error-event", "no-usage", "wrong-length", "reset",
  ]
  /// The keys that a directive may have.
  static let keys = [
    "fault", "times", "model", "key", "latency-ms", "chunk-ms", "tokens", "calls", "cached", "reasoning", "after", "ms",
    "by", "retry-after", "retry-after-date", "tier", "searches",
  ]

  /// A directive that asks for nothing.
  init() {}

  /// This directive where it says something, `other` elsewhere.
  func over(_ other: Directive) -> Directive {
    var merged = other
    if fault != nil { (merged.fault, merged.times, merged.model, merged.key) = (fault, times, model, key) }
    merged.latencyMilliseconds = latencyMilliseconds ?? other.latencyMilliseconds
    merged.chunkMilliseconds = chunkMilliseconds ?? other.chunkMilliseconds
    merged.tokens = tokens ?? other.tokens
    merged.calls = calls ?? other.calls
    merged.cached = cached ?? other.cached
    merged.reasoning = reasoning ?? other.reasoning
    merged.tier = tier ?? other.tier
    merged.searches = searches ?? other.searches
    return merged
  }
}
