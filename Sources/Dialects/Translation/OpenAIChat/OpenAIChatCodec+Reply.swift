extension OpenAIChatCodec {
  static func reply(_ body: JSONValue, usage: UsageCounts?) throws(DialectError) -> Reply {
    guard let choice = body["choices"]?.array?.first, let message = choice["message"] else {
      throw DialectError(.malformedStream, "the reply holds no choice with a message", parameter: "choices")
    }
    let id = body["id"]?.string ?? ""
    var parts: [ReplyPart] = []
    let said = Generated(message)
    if !said.reasoning.isEmpty { parts.append(.reasoning(said.reasoning, signature: nil)) }
    let text = said.text + said.refusal
    if !text.isEmpty { parts.append(.text(text)) }
    for (number, call) in (message["tool_calls"]?.array ?? []).enumerated() {
      guard let function = call["function"], let name = function["name"]?.string, !name.isEmpty else {
        throw DialectError(
          .malformedStream, "has no function name", parameter: "choices[0].message.tool_calls[\(number)]")
      }
      let given = call["id"]?.string ?? ""
      parts.append(
        .toolUse(
          ToolUse(
            id: given.isEmpty ? callID(reply: id, number: number) : given, name: name,
            input: function["arguments"].map { $0.string.map(ToolInput.init(text:)) ?? ToolInput($0) }
              ?? ToolInput(text: ""))))
    }
    var reply = Reply(
      id: id, model: body["model"]?.string ?? "", parts: parts,
      stop: stopReason(choice["finish_reason"]?.name ?? "", refused: !said.refusal.isEmpty), usage: usage)
    reply.stop = reply.stop.consistent(callsTools: reply.callsTools)
    return reply
  }

  static func body(_ reply: Reply, for caller: CallerTraits) -> JSONValue {
    var text = ""
    var reasoning = ""
    var calls: [JSONValue] = []
    for part in reply.parts {
      switch part {
      case .text(let piece): text += piece
      case .reasoning(let piece, _): reasoning += piece
      case .toolUse(let use): calls.append(call(use))
      }
    }
    let message = JSONValue.object(present: [
      "role": .string("assistant"),
      "content": text.isEmpty && !calls.isEmpty ? .null : .string(text),
      "refusal": .null,
      "reasoning_content": reasoning.isEmpty ? nil : .string(reasoning),
      "tool_calls": calls.isEmpty ? nil : .array(calls),
    ])
    let choice = JSONValue.object([
      ("index", .number(0)), ("message", message), ("logprobs", .null),
      ("finish_reason", .string(finishReason(reply.stop))),
    ])
    return .object(present: [
      "id": .string(reply.id), "object": .string("chat.completion"), "created": .number(caller.created),
      "model": .string(reply.model), "choices": .array([choice]), "usage": reply.usage.map(usage),
    ])
  }

  /// An id for a call of a server that gives none.
  static func callID(reply: String, number: Int) -> String { "call_\(reply)_\(number)" }
}
