/// The members of replies, chunks and events, in either dialect and at any level, that the gateway looks at.
enum ReplyField: UInt8, JSONField {
  case choices, usage, error, delta, message, index, finishReason, stopReason, type
  case content, contentBlock, text, thinking, partialJSON, refusal, reasoning
  case toolCalls, functionCall, function, name, arguments, input, serviceTier, annotations

  static func named(in bytes: Span<UInt8>, at index: Int, count: Int) -> ReplyField? {
    func has(_ name: StaticString) -> Bool { matches(name, in: bytes, at: index) }
    switch count {
    case 4: return has("type") ? .type : has("text") ? .text : has("name") ? .name : nil
    case 5:
      return has("index")
        ? .index
        : has("delta")
          ? .delta
          : has("usage")
            ? .usage
            : has("error")
              ? .error
              : has("input") ? .input : nil
    case 7:
      return has("content")
        ? .content
        : has("choices")
          ? .choices
          : has("message")
            ? .message
            : has("refusal") ? .refusal : nil
    case 8: return has("thinking") ? .thinking : has("function") ? .function : nil
    case 9: return has("reasoning") ? .reasoning : has("arguments") ? .arguments : nil
    case 10: return has("tool_calls") ? .toolCalls : nil
    case 11: return has("stop_reason") ? .stopReason : has("annotations") ? .annotations : nil
    case 12: return has("partial_json") ? .partialJSON : has("service_tier") ? .serviceTier : nil
    case 13:
      return has("finish_reason")
        ? .finishReason
        : has("content_block")
          ? .contentBlock
          : has("function_call") ? .functionCall : nil
    case 17: return has("reasoning_content") ? .reasoning : nil
    default: return nil
    }
  }
}
