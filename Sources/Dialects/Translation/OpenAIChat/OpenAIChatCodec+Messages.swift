extension OpenAIChatCodec {
  /// The `messages` of a request.
  static func messages(_ conversation: Conversation) throws(DialectError) -> [JSONValue] {
    if conversation.turns.last?.role == .assistant {
      throw DialectError(
        .unsupported, "ends with an assistant turn to be continued; OpenAI's dialect always begins a new one",
        parameter: "messages")
    }
    var messages: [JSONValue] = []
    let system = joined(conversation.system.map(\.text), by: "\n\n")
    if !system.isEmpty { messages.append(message("system", .string(system))) }
    for turn in conversation.turns {
      switch turn.role {
      case .system: messages.append(message("system", try content(turn.parts)))
      case .user: try addUser(turn, to: &messages)
      case .assistant: addAssistant(turn, to: &messages)
      }
    }
    return messages
  }

  private static func message(_ role: String, _ content: JSONValue) -> JSONValue {
    .object([("role", .string(role)), ("content", content)])
  }

  /// Results come first, as OpenAI wants them right after the calls; what they hold beside text follows.
  private static func addUser(_ turn: Turn, to messages: inout [JSONValue]) throws(DialectError) {
    var rest: [Part] = []
    var media: [Part] = []
    for part in turn.parts {
      guard case .toolResult(let result) = part else {
        rest.append(part)
        continue
      }
      var texts: [String] = []
      let before = media.count
      for inner in result.content {
        if case .text(let text) = inner { texts.append(text.text) } else { media.append(inner) }
      }
      if media.count > before { texts.append("(The result goes on with a file or an image in the next user message.)") }
      let text = joined(texts, by: "\n\n")
      messages.append(
        .object([
          ("role", .string("tool")), ("tool_call_id", .string(result.callID)),
          // There is no other way to say that a tool failed.
          ("content", .string(result.isError ? "Error: " + text : text)),
        ]))
    }
    let isOnlyResults = media.isEmpty && rest.isEmpty && !turn.parts.isEmpty
    if !isOnlyResults { messages.append(message("user", try content(media + rest))) }
  }

  private static func addAssistant(_ turn: Turn, to messages: inout [JSONValue]) {
    var texts: [String] = []
    var calls: [JSONValue] = []
    for part in turn.parts {
      switch part {
      case .text(let text): texts.append(text.text)
      case .toolUse(let use): calls.append(call(use))
      case .image, .document, .toolResult: break
      }
    }
    let text = joined(texts, by: "")
    guard !text.isEmpty || !calls.isEmpty else { return }
    messages.append(
      .object(present: [
        "role": .string("assistant"), "content": text.isEmpty ? .null : .string(text),
        "tool_calls": calls.isEmpty ? nil : .array(calls),
      ]))
  }

  /// One call of a finished answer.
  static func call(_ use: ToolUse) -> JSONValue {
    .object([
      ("id", .string(use.id)), ("type", .string("function")),
      ("function", .object([("name", .string(use.name)), ("arguments", .string(use.input.text))])),
    ])
  }

  /// The content of a message: one string if it is all text, because many servers know nothing else.
  private static func content(_ parts: [Part]) throws(DialectError) -> JSONValue {
    var texts: [String] = []
    for part in parts {
      guard case .text(let text) = part else { return try contentParts(parts) }
      texts.append(text.text)
    }
    return .string(joined(texts, by: "\n\n"))
  }

  private static func joined(_ texts: [String], by separator: String) -> String {
    texts.filter { !$0.isEmpty }.joined(separator: separator)
  }
}
