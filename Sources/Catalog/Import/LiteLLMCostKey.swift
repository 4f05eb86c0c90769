/// What a key of LiteLLM's list such as `input_cost_per_token_above_272k_tokens_priority` prices.
struct LiteLLMCostKey: Hashable {
  var kind: TokenKind
  /// The price holds past this number of prompt tokens; nil for any prompt.
  var above: Int?
  var tier: ServiceTier

  private static let kinds: [String: TokenKind] = [
    "input_cost_per_token": .input,
    "output_cost_per_token": .output,
    "output_cost_per_reasoning_token": .reasoning,
    "cache_read_input_token_cost": .cacheRead,
    "cache_creation_input_token_cost": .cacheWriteShort,
    "cache_creation_input_token_cost_above_1hr": .cacheWriteLong,
    "cache_creation_input_token_cost_above_12hr": .cacheWriteLong,
  ]

  private static let tiers: [(String, ServiceTier)] = [
    ("_batches", .batch), ("_flex", .flex), ("_priority", .priority),
  ]

  /// The meaning of a key; nil for one that prices no text tokens.
  init?(_ key: String) {
    var rest = Substring(key)
    tier = .standard
    for (suffix, tier) in Self.tiers where rest.hasSuffix(suffix) {
      self.tier = tier
      rest = rest.dropLast(suffix.count)
      break
    }
    if rest.hasSuffix("k_tokens") {
      let number = rest.dropLast("k_tokens".count)
      let digits = String(number.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
      guard let thousands = Int(digits), thousands > 0, thousands < 1_000_000,
        number.dropLast(digits.count).hasSuffix("_above_")
      else { return nil }
      above = thousands * 1000
      rest = number.dropLast(digits.count + "_above_".count)
    }
    guard let kind = Self.kinds[String(rest)] else { return nil }
    self.kind = kind
  }
}
