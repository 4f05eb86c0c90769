/// Messages as Anthropic words them, whole or as a stream.
struct AnthropicReply: Sendable {
  let ask: Ask
  let answer: Answer
  /// False when the reply is to tell no usage.
  let tellsUsage: Bool

  private var choice: Answer.Choice {
    answer.choices.first ?? Answer.Choice(thinking: [], text: [], calls: [], finish: .end)
  }

  private var signature: JSONValue { .string("simulated-signature-\(answer.name)") }

  /// The reply in one piece.
  var whole: JSONValue {
    var content: [JSONValue] = []
    if ask.showsThinking, !choice.thinking.isEmpty {
      content.append(
        ["type": "thinking", "thinking": .string(choice.thinking.joined()), "signature": signature])
    }
    if !choice.text.isEmpty { content.append(["type": "text", "text": .string(choice.text.joined())]) }
    for call in choice.calls {
      let input = JSONValue(parsing: Array(call.arguments.utf8)) ?? .object([])
      content.append(["type": "tool_use", "id": .string(call.id), "name": .string(call.name), "input": input])
    }
    return message(
      content: content, stop: stopReason, sequence: stopSequence, outputTokens: answer.completionTokens)
  }

  /// The reply as a stream of content blocks.
  var stream: StreamEvents {
    var events = StreamEvents()
    events.add(
      named: [
        "type": "message_start", "message": message(content: [], stop: .null, sequence: .null, outputTokens: 1),
      ])
    var index = 0
    if ask.showsThinking, !choice.thinking.isEmpty {
      start(index, ["type": "thinking", "thinking": "", "signature": ""], in: &events)
      for token in choice.thinking {
        delta(index, ["type": "thinking_delta", "thinking": .string(token)], in: &events)
      }
      delta(index, ["type": "signature_delta", "signature": signature], in: &events)
      stop(&index, in: &events)
    }
    if !choice.text.isEmpty {
      start(index, ["type": "text", "text": ""], in: &events)
      events.add(named: ["type": "ping"])
      for token in choice.text { delta(index, ["type": "text_delta", "text": .string(token)], in: &events) }
      stop(&index, in: &events)
    }
    for call in choice.calls {
      let block: JSONValue = [
        "type": "tool_use", "id": .string(call.id), "name": .string(call.name), "input": .object([]),
      ]
      start(index, block, in: &events)
      for piece in SimulatedText.pieces(of: call.arguments) {
        delta(index, ["type": "input_json_delta", "partial_json": .string(piece)], in: &events)
      }
      stop(&index, in: &events)
    }
    events.markEnd()
    var ending: [JSONValue.Member] = [
      .init(name: "type", value: "message_delta"),
      .init(name: "delta", value: ["stop_reason": stopReason, "stop_sequence": stopSequence]),
    ]
    if tellsUsage { ending.append(.init(name: "usage", value: usage(outputTokens: answer.completionTokens))) }
    events.add(named: .object(ending))
    events.add(named: ["type": "message_stop"])
    return events
  }

  private func start(_ index: Int, _ block: JSONValue, in events: inout StreamEvents) {
    events.add(named: ["type": "content_block_start", "index": .int(index), "content_block": block])
  }

  private func delta(_ index: Int, _ delta: JSONValue, in events: inout StreamEvents) {
    events.add(named: ["type": "content_block_delta", "index": .int(index), "delta": delta])
  }

  private func stop(_ index: inout Int, in events: inout StreamEvents) {
    events.add(named: ["type": "content_block_stop", "index": .int(index)])
    index += 1
  }

  private func message(
    content: [JSONValue], stop: JSONValue, sequence: JSONValue, outputTokens: Int
  ) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init(name: "id", value: .string("msg_sim\(answer.name)")), .init(name: "type", value: "message"),
      .init(name: "role", value: "assistant"), .init(name: "model", value: .string(ask.model)),
      .init(name: "content", value: .array(content)), .init(name: "stop_reason", value: stop),
      .init(name: "stop_sequence", value: sequence),
    ]
    if tellsUsage { members.append(.init(name: "usage", value: usage(outputTokens: outputTokens))) }
    return .object(members)
  }

  private func usage(outputTokens: Int) -> JSONValue {
    [
      "input_tokens": .int(answer.inputTokens),
      "cache_creation_input_tokens": .int(answer.shortCacheTokens + answer.longCacheTokens),
      "cache_read_input_tokens": .int(answer.cachedTokens),
      "cache_creation": [
        "ephemeral_5m_input_tokens": .int(answer.shortCacheTokens),
        "ephemeral_1h_input_tokens": .int(answer.longCacheTokens),
      ],
      "output_tokens": .int(outputTokens), "service_tier": .string(answer.tier),
      "server_tool_use": ["web_search_requests": .int(answer.searches)],
    ]
  }

  private var stopReason: JSONValue {
    switch choice.finish {
    case .end: "end_turn"
    case .length: "max_tokens"
    case .refusal: "refusal"
    case .tools: "tool_use"
    case .stop: "stop_sequence"
    }
  }

  private var stopSequence: JSONValue { if case .stop(let text) = choice.finish { .string(text) } else { .null } }
}
