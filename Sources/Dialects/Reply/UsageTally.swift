/// The figures of a provider's `usage` as it gives them, collected over one reply or a whole stream.
struct UsageTally: Sendable {
  var promptTokens: Int?
  var completionTokens: Int?
  var totalTokens: Int?
  var cachedTokens: Int?
  var cacheWriteTokens: Int?
  var reasoningTokens: Int?
  var inputTokens: Int?
  var outputTokens: Int?
  var cacheReadInputTokens: Int?
  var cacheCreationInputTokens: Int?
  var shortCacheTokens: Int?
  var longCacheTokens: Int?
  /// What the provider says of the tier that served.
  var serviceTier: String?
  var speed: String?
  var inferenceGeo: String?
  /// Uses of tools that the provider ran, by name.
  var toolUses: [String: Int] = [:]
  /// A figure that counts was not a number of tokens, so nothing can be said.
  var isMalformed = false

  /// The counts in disjoint kinds, nil if there were none that can be used.
  func counts(_ dialect: Dialect) -> UsageCounts? {
    guard !isMalformed else { return nil }
    switch dialect {
    case .openAIChat: return openAICounts
    case .anthropicMessages: return anthropicCounts
    }
  }

  /// The tier that served, in one spelling; a provider's `auto` in a reply says nothing.
  var billedTier: String? {
    let word = BilledTier.word(tier: serviceTier == "auto" ? nil : serviceTier, speed: speed, geo: inferenceGeo)
    return word
  }

  private var openAICounts: UsageCounts? {
    guard promptTokens != nil || completionTokens != nil else { return nil }
    let prompt = promptTokens ?? 0
    let completion = completionTokens ?? 0
    let cached = min(cachedTokens ?? 0, prompt)
    let written = min(cacheWriteTokens ?? 0, prompt &- cached)
    let reasoning = reasoningTokens ?? 0
    // xAI counts reasoning beside `completion_tokens`, which the total gives away; all others within.
    let isBeside = reasoning > completion || totalTokens == prompt &+ completion &+ reasoning
    return UsageCounts(
      input: prompt &- cached &- written, cacheRead: cached, cacheWriteShort: written,
      output: isBeside ? completion : completion &- reasoning, reasoning: reasoning)
  }

  private var anthropicCounts: UsageCounts? {
    guard inputTokens != nil || outputTokens != nil else { return nil }
    let written = cacheCreationInputTokens ?? (shortCacheTokens ?? 0) &+ (longCacheTokens ?? 0)
    let long = min(longCacheTokens ?? 0, written)
    let output = outputTokens ?? 0
    let reasoning = min(reasoningTokens ?? 0, output)
    return UsageCounts(
      input: inputTokens ?? 0, cacheRead: cacheReadInputTokens ?? 0, cacheWriteShort: written &- long,
      cacheWriteLong: long, output: output &- reasoning, reasoning: reasoning)
  }
}
