internal import Dialects

/// Why an answer ended, in either dialect.
public enum FinishReason: String, Sendable, Hashable, CaseIterable {
  /// The model was done.
  case complete
  /// The limit on tokens or the context cut it off.
  case length
  /// It ends in calls of tools.
  case toolCalls = "tool_calls"
  /// The model or a filter refused.
  case refusal
  /// The provider gave no reason, or one that is not known.
  case unknown

  /// The reason in OpenAI's words or Anthropic's.
  init(word: String?) {
    self =
      switch word.map({ UTF8Name($0) }) {
      case "stop", "end_turn", "stop_sequence": .complete
      case "length", "max_tokens", "model_context_window_exceeded": .length
      case "tool_calls", "function_call", "tool_use": .toolCalls
      case "content_filter", "refusal": .refusal
      default: .unknown
      }
  }
}
