extension OpenAIChatCodec {
  /// Why an answer ended, from `finish_reason` and whether the model refused in words.
  static func stopReason(_ reason: UTF8Name, refused: Bool) -> StopReason {
    switch reason {
    case "length": .maxTokens
    case "tool_calls", "function_call": .toolUse
    case "content_filter": .refusal
    default: refused ? .refusal : .endTurn
    }
  }

  /// The `finish_reason` of an answer.
  static func finishReason(_ stop: StopReason) -> String {
    switch stop {
    case .endTurn, .stopSequence, .paused: "stop"
    case .maxTokens, .contextFull: "length"
    case .toolUse: "tool_calls"
    case .refusal: "content_filter"
    }
  }

  /// The `usage` of an answer; prompt and completion tokens include those that the details single out.
  static func usage(_ counts: UsageCounts) -> JSONValue {
    .object([
      ("prompt_tokens", .number(counts.prompt)), ("completion_tokens", .number(counts.completion)),
      ("total_tokens", .number(counts.prompt &+ counts.completion)),
      (
        "prompt_tokens_details",
        .object([
          ("cached_tokens", .number(counts.cacheRead)),
          ("cache_write_tokens", .number(counts.cacheWriteShort &+ counts.cacheWriteLong)),
        ])
      ),
      ("completion_tokens_details", .object([("reasoning_tokens", .number(counts.reasoning))])),
    ])
  }
}
