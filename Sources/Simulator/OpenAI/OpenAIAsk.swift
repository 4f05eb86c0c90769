extension Ask {
  /// Reads the body of a chat completion request.
  init(openAI body: JSONValue, model: String) throws(Mistake) {
    self.init(style: .openAI, model: model)
    guard let messages = body["messages"]?.items, !messages.isEmpty else {
      throw Mistake(message: "'messages' must be a list with at least one message", parameter: "messages")
    }
    for (index, message) in messages.enumerated() {
      try readOpenAI(message: message, place: "messages[\(index)]")
    }
    // Text of the user may follow the results of the same turn, as in the other dialect.
    answersTool = messages.reversed().prefix { $0["role"]?.text == "tool" || $0["role"]?.text == "user" }
      .contains { $0["role"]?.text == "tool" }
    switch body["service_tier"]?.text {
    case let word? where ["flex", "priority", "scale"].contains(word): servedTier = word
    case "fast": servedTier = "priority"
    default: break
    }
    stream = body["stream"]?.flag ?? false
    includeUsage = body["stream_options"]?["include_usage"]?.flag ?? false
    maxTokens = body["max_completion_tokens"]?.whole ?? body["max_tokens"]?.whole
    if let maxTokens, maxTokens < 1 {
      throw Mistake(message: "the most tokens must be at least 1, not \(maxTokens)", parameter: "max_tokens")
    }
    choices = body["n"]?.whole ?? 1
    guard (1...128).contains(choices) else {
      throw Mistake(message: "'n' must be from 1 to 128, not \(choices)", parameter: "n")
    }
    if body["logprobs"]?.flag == true { topLogprobs = min(20, max(0, body["top_logprobs"]?.whole ?? 0)) }
    stops = body["stop"]?.items?.compactMap(\.text) ?? body["stop"]?.text.map { [$0] } ?? []
    try readOpenAITools(body)
    switch body["response_format"]?["type"]?.text {
    case "json_object": form = .anyObject
    case "json_schema":
      guard let schema = body["response_format"]?["json_schema"]?["schema"] else {
        throw Mistake(message: "json_schema has no schema", parameter: "response_format.json_schema.schema")
      }
      form = .schema(schema)
    default: break
    }
    switch body["reasoning_effort"]?.text {
    case nil, "none": break
    case "minimal", "low": thinkingTokens = 16
    case "medium": thinkingTokens = 32
    default: thinkingTokens = 64
    }
    if body["thinking"]?["type"]?.text == "enabled" {
      thinkingTokens = max(thinkingTokens, 32)
      showsThinking = true
    }
  }

  private mutating func readOpenAI(message: JSONValue, place: String) throws(Mistake) {
    guard let role = message["role"]?.text,
      ["system", "developer", "user", "assistant", "tool", "function"].contains(role)
    else {
      throw Mistake(
        message: "\(place).role must be one of: system, developer, user, assistant, tool", parameter: "\(place).role")
    }
    if role == "tool", message["tool_call_id"]?.text == nil {
      throw Mistake(message: "\(place) of a tool has no tool_call_id", parameter: "\(place).tool_call_id")
    }
    guard let parts = message["content"]?.items else {
      guard message["content"]?.text != nil || (role == "assistant" && message["tool_calls"] != nil) else {
        throw Mistake(message: "\(place).content must be text or a list of parts", parameter: "\(place).content")
      }
      promptBytes += message.textBytes
      return
    }
    for part in parts {
      let isMedia = ["image_url", "input_audio", "file"].contains(part["type"]?.text)
      if isMedia { images += 1 } else { promptBytes += part.textBytes }
    }
  }

  private mutating func readOpenAITools(_ body: JSONValue) throws(Mistake) {
    for (index, tool) in (body["tools"]?.items ?? []).enumerated() {
      guard let name = tool["function"]?["name"]?.text ?? tool["custom"]?["name"]?.text else {
        throw Mistake(message: "tools[\(index)] has no function name", parameter: "tools[\(index)].function.name")
      }
      tools.append(Tool(name: name, parameters: tool["function"]?["parameters"] ?? ["type": "object"]))
      promptBytes += tool.textBytes
    }
    switch body["tool_choice"]?.text {
    case "none": toolChoice = .none
    case "required": toolChoice = .required
    default:
      if let name = body["tool_choice"]?["function"]?["name"]?.text {
        guard tools.contains(where: { $0.name == name }) else {
          throw Mistake(message: "tool_choice names '\(name)', which is not in tools", parameter: "tool_choice")
        }
        toolChoice = .named(name)
      }
    }
    parallelCalls = body["parallel_tool_calls"]?.flag ?? false
  }
}
