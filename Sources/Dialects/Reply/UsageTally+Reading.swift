/// The members of `usage`, and of the objects in it, that are counted.
private enum UsageField: UInt8, JSONField {
  case promptTokens, completionTokens, totalTokens, inputTokens, outputTokens
  case cachedTokens, cacheWriteTokens, cacheHitTokens, reasoningTokens
  case cacheRead, cacheCreation, ephemeralShort, ephemeralLong
  case details
  case serviceTier, speed, inferenceGeo, webSearches, webFetches, codeExecutions, toolSearches

  static func named(in bytes: Span<UInt8>, at index: Int, count: Int) -> UsageField? {
    func has(_ name: StaticString) -> Bool { matches(name, in: bytes, at: index) }
    switch count {
    case 5: return has("speed") ? .speed : nil
    case 12:
      return has("service_tier")
        ? .serviceTier : has("total_tokens") ? .totalTokens : has("input_tokens") ? .inputTokens : nil
    case 13:
      return has("prompt_tokens")
        ? .promptTokens
        : has("output_tokens")
          ? .outputTokens
          : has("cached_tokens") ? .cachedTokens : has("inference_geo") ? .inferenceGeo : nil
    case 14: return has("cache_creation") ? .details : nil
    case 15: return has("thinking_tokens") ? .reasoningTokens : has("server_tool_use") ? .details : nil
    case 16: return has("reasoning_tokens") ? .reasoningTokens : nil
    case 17: return has("completion_tokens") ? .completionTokens : nil
    case 18: return has("cache_write_tokens") ? .cacheWriteTokens : has("web_fetch_requests") ? .webFetches : nil
    case 19: return has("web_search_requests") ? .webSearches : nil
    case 20: return has("tool_search_requests") ? .toolSearches : nil
    case 21: return has("prompt_tokens_details") || has("output_tokens_details") ? .details : nil
    case 23:
      return has("code_execution_requests")
        ? .codeExecutions
        : has("cache_read_input_tokens") ? .cacheRead : has("prompt_cache_hit_tokens") ? .cacheHitTokens : nil
    case 25:
      return has("completion_tokens_details")
        ? .details
        : has("ephemeral_5m_input_tokens") ? .ephemeralShort : has("ephemeral_1h_input_tokens") ? .ephemeralLong : nil
    case 27: return has("cache_creation_input_tokens") ? .cacheCreation : nil
    default: return nil
    }
  }
}

extension UsageField {
  /// Whether the field holds a word.
  fileprivate var isWord: Bool { self == .serviceTier || self == .speed || self == .inferenceGeo }
}

extension UsageTally {
  /// Reads an object of figures; those that are absent or null leave what an earlier event said.
  mutating func read(_ cursor: inout JSONCursor, in bytes: Span<UInt8>) throws(DialectError) {
    var more = try cursor.openObject(in: bytes)
    while more {
      if let field = try cursor.field(UsageField.self, in: bytes) {
        try read(field, &cursor, in: bytes)
      } else {
        try cursor.skipValue(in: bytes)
      }
      more = try cursor.nextMember(in: bytes)
    }
  }

  private mutating func read(
    _ field: UsageField, _ cursor: inout JSONCursor, in bytes: Span<UInt8>
  ) throws(DialectError) {
    let kind = try cursor.kind(in: bytes)
    if field == .details, kind == .object { return try read(&cursor, in: bytes) }
    if kind == .string, field.isWord {
      let word = self.word(try cursor.string(in: bytes), in: bytes)
      switch field {
      case .serviceTier: serviceTier = word
      case .speed: speed = word
      default: inferenceGeo = word
      }
      return
    }
    guard kind == .number else {
      if field.isWord { return try cursor.skipValue(in: bytes) }
      if field != .details, kind != .null { isMalformed = true }
      return try cursor.skipValue(in: bytes)
    }
    guard let value = integer(in: bytes, at: try cursor.number(in: bytes)), 0...Self.largestCount ~= value else {
      isMalformed = true
      return
    }
    switch field {
    case .promptTokens: promptTokens = value
    case .completionTokens: completionTokens = value
    case .totalTokens: totalTokens = value
    case .inputTokens: inputTokens = value
    case .outputTokens: outputTokens = value
    // The second is DeepSeek's name for the same figure.
    case .cachedTokens, .cacheHitTokens: cachedTokens = value
    case .cacheWriteTokens: cacheWriteTokens = value
    case .reasoningTokens: reasoningTokens = value
    case .cacheRead: cacheReadInputTokens = value
    case .cacheCreation: cacheCreationInputTokens = value
    case .ephemeralShort: shortCacheTokens = value
    case .ephemeralLong: longCacheTokens = value
    case .webSearches: toolUses["web_search"] = value
    case .webFetches: toolUses["web_fetch"] = value
    case .codeExecutions: toolUses["code_execution"] = value
    case .toolSearches: toolUses["tool_search"] = value
    case .details, .serviceTier, .speed, .inferenceGeo: break
    }
  }

  /// A word of a provider's, cut to a length that none of them has.
  func word(_ string: JSONText, in bytes: Span<UInt8>) -> String {
    string.range.count <= 64 ? text(bytes, string) : "unknown"
  }

  /// Far above any real count, and a few of them never overflow a sum.
  private static let largestCount = 1 << 40
}
