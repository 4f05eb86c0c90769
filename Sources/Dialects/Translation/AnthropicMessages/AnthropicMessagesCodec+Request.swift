extension AnthropicMessagesCodec {
  static func request(
    _ conversation: Conversation, for upstream: UpstreamTraits
  ) throws(DialectError) -> JSONValue {
    let model = ClaudeModel(upstream.model)
    let hasTools = !conversation.tools.isEmpty
    let system = systemBlocks(conversation)
    if let blank = conversation.stop.first(where: \.isBlank) {
      throw DialectError(
        .unsupported, "holds \(blank.utf8.count) bytes of white space; Anthropic's dialect takes texts with more in it",
        parameter: "stop")
    }
    return .object(present: [
      "model": .string(upstream.model),
      "max_tokens": .number(conversation.maxTokens ?? upstream.defaultMaxTokens),
      "system": system.isEmpty ? nil : .array(system),
      "messages": .array(try messages(conversation)),
      "temperature": temperature(conversation.sampling, model),
      "top_p": topP(conversation.sampling, model),
      "top_k": model.takesSampling ? conversation.sampling.topK.map(JSONValue.number) : nil,
      "stop_sequences": conversation.stop.isEmpty ? nil : .array(conversation.stop.map(JSONValue.string)),
      "tools": tools(conversation.tools),
      "tool_choice": hasTools ? choice(conversation.toolChoice, parallel: conversation.parallelCalls) : nil,
      "thinking": conversation.effort == .off ? .object([("type", .string("disabled"))]) : nil,
      "output_config": try outputConfig(conversation, model),
      "metadata": conversation.user.map { .object([("user_id", .string($0))]) },
      "stream": conversation.stream ? .bool(true) : nil,
    ])
  }

  /// Instructions from wherever they stand; the dialect has one place for them.
  private static func systemBlocks(_ conversation: Conversation) -> [JSONValue] {
    var texts = conversation.system
    for turn in conversation.turns where turn.role == .system {
      for part in turn.parts { if case .text(let text) = part { texts.append(text) } }
    }
    return texts.filter { !$0.isBlank }.map(textBlock)
  }

  /// Anthropic's scale ends at 1 where OpenAI's ends at 2: what is above is sent as 1.
  private static func temperature(_ sampling: Sampling, _ model: ClaudeModel) -> JSONValue? {
    guard model.takesSampling, let text = sampling.temperature else { return nil }
    return .number((Double(text) ?? 0) > 1 ? "1" : text)
  }

  /// Claude models take one of the two.
  private static func topP(_ sampling: Sampling, _ model: ClaudeModel) -> JSONValue? {
    guard model.takesSampling, !model.isClaude || sampling.temperature == nil else { return nil }
    return sampling.topP.map(JSONValue.number)
  }

  private static func outputConfig(
    _ conversation: Conversation, _ model: ClaudeModel
  ) throws(DialectError) -> JSONValue? {
    var members: [(String, JSONValue)] = []
    if let effort = conversation.effort, effort != .off, model.takesEffort {
      members.append(("effort", .string(effort == .minimal ? Effort.low.rawValue : effort.rawValue)))
    }
    switch conversation.format {
    case nil: break
    case .anyJSON:
      throw DialectError(
        .unsupported, "must be json_schema: Anthropic's dialect guarantees JSON only against a schema",
        parameter: "response_format.type")
    case .schema(let schema, _, _):
      members.append(("format", .object([("type", .string("json_schema")), ("schema", schema)])))
    }
    return members.isEmpty ? nil : .object(members)
  }
}
