extension AnthropicMessagesCodec {
  static func reply(_ body: JSONValue, usage: UsageCounts?) throws(DialectError) -> Reply {
    guard let blocks = body["content"]?.array else {
      throw DialectError(.malformedStream, "the reply holds no array of blocks", parameter: "content")
    }
    var parts: [ReplyPart] = []
    for block in blocks {
      switch block["type"]?.name {
      case "text":
        if let text = block["text"]?.string, !text.isEmpty { parts.append(.text(text)) }
      case "thinking":
        if let text = block["thinking"]?.string, !text.isEmpty {
          parts.append(.reasoning(text, signature: block["signature"]?.string))
        }
      case "tool_use":
        guard let name = block["name"]?.string, let id = block["id"]?.string else {
          throw DialectError(.malformedStream, "holds a tool_use block without id and name", parameter: "content")
        }
        parts.append(.toolUse(ToolUse(id: id, name: name, input: ToolInput(block["input"] ?? .object([])))))
      default: break
      }
    }
    var reply = Reply(
      id: body["id"]?.string ?? "", model: body["model"]?.string ?? "", parts: parts,
      stop: stopReason(body["stop_reason"]?.name), stopSequence: body["stop_sequence"]?.string, usage: usage)
    reply.stop = reply.stop.consistent(callsTools: reply.callsTools)
    return reply
  }

  static func body(_ reply: Reply, for caller: CallerTraits) -> JSONValue {
    var blocks: [JSONValue] = []
    for part in reply.parts {
      switch part {
      case .text(let text):
        if !text.isBlank { blocks.append(textBlock(TextPart(text: text))) }
      case .reasoning(let text, let signature):
        guard signature != nil || caller.reasoning == .shown else { continue }
        blocks.append(
          .object([
            ("type", .string("thinking")), ("thinking", .string(text)), ("signature", .string(signature ?? "")),
          ]))
      case .toolUse(let use):
        blocks.append(
          .object([
            ("type", .string("tool_use")), ("id", .string(callID(use.id))), ("name", .string(use.name)),
            ("input", use.input.object),
          ]))
      }
    }
    return .object([
      ("id", .string(reply.id)), ("type", .string("message")), ("role", .string("assistant")),
      ("model", .string(reply.model)), ("content", .array(blocks)),
      ("stop_reason", .string(word(reply.stop))),
      ("stop_sequence", reply.stopSequence.map(JSONValue.string) ?? .null),
      ("stop_details", .null), ("usage", usage(reply.usage ?? UsageCounts())),
    ])
  }
}
