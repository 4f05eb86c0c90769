/// A whole answer, free of any dialect.
struct Reply: Sendable, Hashable {
  var id: String
  var model: String
  var parts: [ReplyPart]
  var stop: StopReason
  /// Which stop text ended the answer, where the dialect tells.
  var stopSequence: String?
  var usage: UsageCounts?

  /// Whether a tool is called.
  var callsTools: Bool { parts.contains { if case .toolUse = $0 { true } else { false } } }
}

/// A piece of an answer.
enum ReplyPart: Sendable, Hashable {
  case text(String)
  /// Reasoning that the provider shows; only Anthropic signs it.
  case reasoning(String, signature: String?)
  case toolUse(ToolUse)
}

/// Why an answer ended.
enum StopReason: Sendable, Hashable {
  case endTurn, stopSequence, maxTokens, contextFull, toolUse, refusal, paused

  /// The reason that agrees with what was generated.
  ///
  /// Some servers say that an answer just ended although it calls tools, and the reverse; a client that
  /// believes them never runs the tool.
  func consistent(callsTools: Bool) -> StopReason {
    switch self {
    case .endTurn where callsTools: .toolUse
    case .toolUse where !callsTools: .endTurn
    default: self
    }
  }
}
