extension OpenAIChatCodec {
  /// OpenAI takes no more texts that end an answer.
  private static let mostStops = 4

  static func request(
    _ conversation: Conversation, for upstream: UpstreamTraits
  ) throws(DialectError) -> JSONValue {
    guard conversation.stop.count <= mostStops else {
      throw DialectError(
        .unsupported, "holds \(conversation.stop.count) texts; OpenAI's dialect takes at most \(mostStops)",
        parameter: "stop_sequences")
    }
    let field = upstream.limitField ?? limitField(model: upstream.model)
    let limit = JSONValue.number(conversation.maxTokens ?? upstream.defaultMaxTokens)
    let hasTools = !conversation.tools.isEmpty
    return .object(present: [
      "model": .string(upstream.model),
      "messages": .array(try messages(conversation)),
      "max_tokens": field == .maxTokens ? limit : nil,
      "max_completion_tokens": field == .maxCompletionTokens ? limit : nil,
      "temperature": conversation.sampling.temperature.map(JSONValue.number),
      "top_p": conversation.sampling.topP.map(JSONValue.number),
      "stop": conversation.stop.isEmpty ? nil : .array(conversation.stop.map(JSONValue.string)),
      "tools": tools(conversation.tools),
      "tool_choice": hasTools ? choice(conversation.toolChoice) : nil,
      "parallel_tool_calls": hasTools ? conversation.parallelCalls.map(JSONValue.bool) : nil,
      "response_format": responseFormat(conversation.format),
      "reasoning_effort": conversation.effort.map { .string($0.rawValue) },
      "user": conversation.user.map(JSONValue.string),
      "stream": conversation.stream ? .bool(true) : nil,
      // A stream without usage cannot be settled exactly.
      "stream_options": conversation.stream ? .object([("include_usage", .bool(true))]) : nil,
    ])
  }

  private static func responseFormat(_ format: OutputFormat?) -> JSONValue? {
    switch format {
    case nil: nil
    case .anyJSON: .object([("type", .string("json_object"))])
    case .schema(let schema, let name, let strict):
      .object([
        ("type", .string("json_schema")),
        (
          "json_schema",
          .object(present: [
            "name": .string(name ?? "answer"), "schema": schema,
            "strict": .bool(strict ?? schema.fitsStrictMode),
          ])
        ),
      ])
    }
  }

  /// OpenAI's reasoning models refuse the older field; compatible servers may not know the newer one.
  static func limitField(model: String) -> OutputLimitField {
    let name = model.utf8.lastIndex(of: UInt8(ascii: "/")).map { model[model.utf8.index(after: $0)...] } ?? model[...]
    if name.hasPrefix("gpt-oss") { return .maxTokens }
    if name.hasPrefix("gpt-") {
      let digits = name.dropFirst(4).prefix { $0.isASCII && $0.isNumber }
      return (Int(digits) ?? 0) >= 5 ? .maxCompletionTokens : .maxTokens
    }
    let isReasoningLine = name.first == "o" && name.dropFirst().first.map { $0.isASCII && $0.isNumber } ?? false
    return isReasoningLine ? .maxCompletionTokens : .maxTokens
  }
}
