extension AnthropicMessagesCodec {
  /// Why an answer ended, from `stop_reason`.
  static func stopReason(_ word: UTF8Name?) -> StopReason {
    switch word {
    case "stop_sequence": .stopSequence
    case "max_tokens": .maxTokens
    case "model_context_window_exceeded": .contextFull
    case "tool_use": .toolUse
    case "refusal": .refusal
    case "pause_turn": .paused
    default: .endTurn
    }
  }

  /// The `stop_reason` of an answer.
  static func word(_ stop: StopReason) -> String {
    switch stop {
    case .endTurn: "end_turn"
    case .stopSequence: "stop_sequence"
    case .maxTokens: "max_tokens"
    case .contextFull: "model_context_window_exceeded"
    case .toolUse: "tool_use"
    case .refusal: "refusal"
    case .paused: "pause_turn"
    }
  }

  /// The `usage` of an answer; input tokens exclude what a cache served or stored.
  static func usage(_ counts: UsageCounts) -> JSONValue {
    let written = counts.cacheWriteShort &+ counts.cacheWriteLong
    let details = JSONValue.object([("thinking_tokens", .number(counts.reasoning))])
    return .object(present: [
      "input_tokens": .number(counts.input),
      "cache_creation_input_tokens": .number(written),
      "cache_read_input_tokens": .number(counts.cacheRead),
      "cache_creation": .object([
        ("ephemeral_5m_input_tokens", .number(counts.cacheWriteShort)),
        ("ephemeral_1h_input_tokens", .number(counts.cacheWriteLong)),
      ]),
      "output_tokens": .number(counts.completion),
      "output_tokens_details": counts.reasoning > 0 ? details : nil,
    ])
  }
}
