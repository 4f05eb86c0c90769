extension AnthropicMessagesCodec {
  /// The `messages` of a request: roles alternate, and no block is empty.
  static func messages(_ conversation: Conversation) throws(DialectError) -> [JSONValue] {
    var merged: [(role: Turn.Role, blocks: [JSONValue])] = []
    let spoken = conversation.turns.filter { $0.role != .system }
    for (index, turn) in spoken.enumerated() {
      let isLast = index == spoken.count - 1
      let blocks = try self.blocks(turn, trimsEnd: isLast && turn.role == .assistant)
      if blocks.isEmpty {
        guard isLast, turn.role == .user else { continue }
        throw DialectError(
          .unsupported, "ends with an empty user message, which Anthropic's dialect does not take",
          parameter: "messages")
      }
      if let last = merged.indices.last, merged[last].role == turn.role {
        merged[last].blocks += blocks
      } else {
        merged.append((turn.role, blocks))
      }
    }
    guard !merged.isEmpty else {
      throw DialectError(
        .missingField, "must hold a user or assistant message that is not empty", parameter: "messages")
    }
    return merged.map { .object([("role", .string($0.role.rawValue)), ("content", .array($0.blocks))]) }
  }

  private static func blocks(_ turn: Turn, trimsEnd: Bool) throws(DialectError) -> [JSONValue] {
    var blocks: [JSONValue] = []
    for (index, part) in turn.parts.enumerated() {
      if case .text(let text) = part {
        // Anthropic does not go on from an answer that ends with white space.
        let trims = trimsEnd && index == turn.parts.count - 1
        let kept = trims ? TextPart(text: text.text.trimmedEnd, cacheControl: text.cacheControl) : text
        if !kept.isBlank { blocks.append(textBlock(kept)) }
      } else {
        blocks.append(try block(part))
      }
    }
    return blocks
  }

  private static func block(_ part: Part) throws(DialectError) -> JSONValue {
    switch part {
    case .text(let text): return textBlock(text)
    case .image(let image):
      return .object(present: [
        "type": .string("image"), "source": try imageSource(image.source), "cache_control": image.cacheControl,
      ])
    case .document(let document): return try documentBlock(document)
    case .toolUse(let use):
      return .object(present: [
        "type": .string("tool_use"), "id": .string(callID(use.id)), "name": .string(use.name),
        "input": use.input.object, "cache_control": use.cacheControl,
      ])
    case .toolResult(let result):
      var content: [JSONValue] = []
      for inner in result.content {
        if case .text(let text) = inner, text.isBlank { continue }
        content.append(try block(inner))
      }
      return .object(present: [
        "type": .string("tool_result"), "tool_use_id": .string(callID(result.callID)),
        "content": content.isEmpty ? nil : .array(content), "is_error": result.isError ? .bool(true) : nil,
        "cache_control": result.cacheControl,
      ])
    }
  }

  /// A text block.
  static func textBlock(_ text: TextPart) -> JSONValue {
    .object(present: ["type": .string("text"), "text": .string(text.text), "cache_control": text.cacheControl])
  }

  /// The id of a call in the letters that Anthropic takes; others become their code, so that ids stay apart.
  static func callID(_ id: String) -> String {
    func isPlain(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
      default: false
      }
    }
    if !id.isEmpty, id.utf8.allSatisfy(isPlain) { return id }
    return id.utf8.reduce(into: id.isEmpty ? "call" : "") { safe, byte in
      safe += isPlain(byte) ? String(Unicode.Scalar(byte)) : "_" + String(byte, radix: 16)
    }
  }
}

extension String {
  /// The text without ASCII white space at its end.
  fileprivate var trimmedEnd: String {
    let end = utf8.lastIndex { !($0 == 0x20 || 0x09...0x0D ~= $0) }
    return end.map { String(self[...$0]) } ?? ""
  }
}
