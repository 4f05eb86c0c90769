/// Chat completions as OpenAI words them, whole or as a stream.
struct OpenAIReply: Sendable {
  let ask: Ask
  let answer: Answer
  /// False when the reply is to tell no usage.
  let tellsUsage: Bool
  /// A fixed moment, so that the same request gets the same bytes: 2026-01-01.
  static let created = 1_767_225_600

  /// The reply in one piece.
  var whole: JSONValue {
    var members: [JSONValue.Member] = head(object: "chat.completion")
    members.append(.init(name: "choices", value: .array(answer.choices.enumerated().map { choice($1, index: $0) })))
    if tellsUsage { members.append(.init(name: "usage", value: usage)) }
    return .object(members)
  }

  /// The reply as a stream: choices take turns, a token an event.
  var stream: StreamEvents {
    var events = StreamEvents()
    for index in answer.choices.indices {
      events.add(data: chunk(index, delta: ["role": "assistant", "content": ""]))
    }
    let longest = answer.choices.map { $0.thinking.count + $0.text.count }.max() ?? 0
    for position in 0..<longest {
      for (index, choice) in answer.choices.enumerated() {
        if position < choice.thinking.count {
          guard ask.showsThinking else { continue }
          events.add(data: chunk(index, delta: ["reasoning_content": .string(choice.thinking[position])]))
        } else if position - choice.thinking.count < choice.text.count {
          let token = choice.text[position - choice.thinking.count]
          let logprobs = ask.topLogprobs.map { OpenAILogprobs.value([token], alternatives: $0) }
          events.add(data: chunk(index, delta: ["content": .string(token)], logprobs: logprobs))
        }
      }
    }
    for (index, choice) in answer.choices.enumerated() { addCalls(of: choice, index: index, to: &events) }
    events.markEnd()
    for (index, choice) in answer.choices.enumerated() {
      events.add(data: chunk(index, delta: .object([]), finish: finish(choice)))
    }
    if ask.includeUsage, tellsUsage {
      var members = head(object: "chat.completion.chunk")
      members.append(.init(name: "choices", value: .array([])))
      members.append(.init(name: "usage", value: usage))
      events.add(data: .object(members))
    }
    events.events.append(Array("data: [DONE]\n\n".utf8))
    return events
  }

  private func head(object: String) -> [JSONValue.Member] {
    [
      .init(name: "id", value: .string("chatcmpl-sim\(answer.name)")), .init(name: "object", value: .string(object)),
      .init(name: "created", value: .int(Self.created)), .init(name: "model", value: .string(ask.model)),
      .init(name: "system_fingerprint", value: "fp_simulated"),
      .init(name: "service_tier", value: .string(answer.tier)),
    ]
  }

  private func chunk(
    _ index: Int, delta: JSONValue, logprobs: JSONValue? = nil, finish: String? = nil
  ) -> JSONValue {
    var members = head(object: "chat.completion.chunk")
    let choice: JSONValue = [
      "index": .int(index), "delta": delta, "logprobs": logprobs ?? .null,
      "finish_reason": finish.map { .string($0) } ?? .null,
    ]
    members.append(.init(name: "choices", value: .array([choice])))
    if ask.includeUsage, tellsUsage { members.append(.init(name: "usage", value: .null)) }
    return .object(members)
  }

  private func addCalls(of choice: Answer.Choice, index: Int, to events: inout StreamEvents) {
    for (number, call) in choice.calls.enumerated() {
      let opening: JSONValue = [
        "index": .int(number), "id": .string(call.id), "type": "function",
        "function": ["name": .string(call.name), "arguments": ""],
      ]
      events.add(data: chunk(index, delta: ["tool_calls": .array([opening])]))
      for piece in SimulatedText.pieces(of: call.arguments) {
        let delta: JSONValue = ["index": .int(number), "function": ["arguments": .string(piece)]]
        events.add(data: chunk(index, delta: ["tool_calls": .array([delta])]))
      }
    }
  }

  private func choice(_ choice: Answer.Choice, index: Int) -> JSONValue {
    var message: [JSONValue.Member] = [.init(name: "role", value: "assistant")]
    let text: JSONValue = choice.calls.isEmpty ? .string(choice.text.joined()) : .null
    message.append(.init(name: "content", value: text))
    if ask.showsThinking, !choice.thinking.isEmpty {
      message.append(.init(name: "reasoning_content", value: .string(choice.thinking.joined())))
    }
    message.append(.init(name: "refusal", value: .null))
    if !choice.calls.isEmpty {
      let calls = choice.calls.map { call -> JSONValue in
        [
          "id": .string(call.id), "type": "function",
          "function": ["name": .string(call.name), "arguments": .string(call.arguments)],
        ]
      }
      message.append(.init(name: "tool_calls", value: .array(calls)))
    }
    return [
      "index": .int(index), "message": .object(message),
      "logprobs": ask.topLogprobs.map { OpenAILogprobs.value(choice.text, alternatives: $0) } ?? .null,
      "finish_reason": .string(finish(choice)),
    ]
  }

  private func finish(_ choice: Answer.Choice) -> String {
    switch choice.finish {
    case .end, .stop: "stop"
    case .length: "length"
    case .refusal: "content_filter"
    case .tools: "tool_calls"
    }
  }

  private var usage: JSONValue {
    let stored = answer.shortCacheTokens + answer.longCacheTokens
    return [
      "prompt_tokens": .int(answer.promptTokens), "completion_tokens": .int(answer.completionTokens),
      "total_tokens": .int(answer.promptTokens + answer.completionTokens),
      "prompt_tokens_details": ["cached_tokens": .int(answer.cachedTokens), "cache_write_tokens": .int(stored)],
      "completion_tokens_details": ["reasoning_tokens": .int(answer.reasoningTokens)],
    ]
  }
}
