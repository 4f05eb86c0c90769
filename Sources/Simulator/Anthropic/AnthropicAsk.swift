extension Ask {
  /// Reads the body of a messages request; counting tokens needs no `max_tokens`.
  init(anthropic body: JSONValue, model: String, counting: Bool = false) throws(Mistake) {
    self.init(style: .anthropic, model: model)
    servedTier = "standard"
    for tool in body["tools"]?.items ?? [] {
      guard let name = tool["name"]?.text else { throw Mistake(message: "tools: name: Field required") }
      if tool["type"]?.text?.hasPrefix("web_search") == true {
        offersSearch = true
        continue
      }
      tools.append(Tool(name: name, parameters: tool["input_schema"] ?? ["type": "object"]))
      promptBytes += tool.textBytes
      noteCache(tool)
    }
    if let system = body["system"]?.text { promptBytes += system.utf8.count }
    for part in body["system"]?.items ?? [] {
      promptBytes += part.textBytes
      noteCache(part)
    }
    guard let messages = body["messages"]?.items, !messages.isEmpty else {
      throw Mistake(message: "messages: at least one message is required")
    }
    var calls: Set<String> = []
    for (index, message) in messages.enumerated() {
      try readAnthropic(message: message, place: "messages.\(index)", calls: &calls)
    }
    answersTool = messages.last?["content"]?.items?.contains { $0["type"]?.text == "tool_result" } ?? false
    stream = body["stream"]?.flag ?? false
    maxTokens = body["max_tokens"]?.whole
    guard counting || (maxTokens ?? 0) > 0 else {
      throw Mistake(message: "max_tokens: Field required, a whole number above 0")
    }
    stops = body["stop_sequences"]?.items?.compactMap(\.text) ?? []
    try readAnthropicChoice(body)
    if let schema = (body["output_config"]?["format"] ?? body["output_format"])?["schema"] { form = .schema(schema) }
    if ["enabled", "adaptive"].contains(body["thinking"]?["type"]?.text) {
      let budget = body["thinking"]?["budget_tokens"]?.whole
      if let budget, let maxTokens, budget >= maxTokens {
        throw Mistake(message: "max_tokens must be greater than thinking.budget_tokens")
      }
      thinkingTokens = min(32, budget ?? 32)
      showsThinking = true
    }
  }

  private mutating func readAnthropic(
    message: JSONValue, place: String, calls: inout Set<String>
  ) throws(Mistake) {
    guard let role = message["role"]?.text, ["user", "assistant"].contains(role) else {
      throw Mistake(message: "\(place).role: Input should be 'user' or 'assistant'")
    }
    if let text = message["content"]?.text {
      promptBytes += text.utf8.count
      return
    }
    guard let parts = message["content"]?.items else {
      throw Mistake(message: "\(place).content: Input should be a string or a list")
    }
    for (index, part) in parts.enumerated() {
      switch part["type"]?.text {
      case "image", "document":
        images += 1
        noteCache(part)
        continue
      case "tool_use":
        if let id = part["id"]?.text { calls.insert(id) }
      case "tool_result":
        guard let id = part["tool_use_id"]?.text, calls.contains(id) else {
          throw Mistake(
            message: "\(place).content.\(index): unexpected tool_use_id found in tool_result blocks: "
              + "\(part["tool_use_id"]?.text ?? "none"); it must name an earlier tool_use")
        }
      case "text", "thinking", "redacted_thinking", "search_result": break
      default:
        throw Mistake(message: "\(place).content.\(index): unknown type '\(part["type"]?.text ?? "none")'")
      }
      promptBytes += part.textBytes
      noteCache(part)
    }
  }

  private mutating func readAnthropicChoice(_ body: JSONValue) throws(Mistake) {
    let choice = body["tool_choice"]
    switch choice?["type"]?.text {
    case "none": toolChoice = .none
    case "any": toolChoice = .required
    case "tool":
      guard let name = choice?["name"]?.text, tools.contains(where: { $0.name == name }) else {
        throw Mistake(message: "tool_choice.name: no tool of that name is offered")
      }
      toolChoice = .named(name)
    default: break
    }
    parallelCalls = choice?["disable_parallel_tool_use"]?.flag == false
  }

  private mutating func noteCache(_ part: JSONValue) {
    guard let control = part["cache_control"] else { return }
    if control["ttl"]?.text == "1h" { longCacheBytes = promptBytes } else { shortCacheBytes = promptBytes }
  }
}
