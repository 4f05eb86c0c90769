/// Writes the events of content blocks, one block at a time.
struct AnthropicBlockWriter: Sendable {
  /// The block that is open.
  private(set) var open: AnthropicBlock?
  /// Calls whose block is closed.
  private(set) var closedCalls: Set<Int> = []
  /// The signature of the thinking block that is open.
  var signature = ""
  private var index = 0
  private var arguments = ObjectEnd()

  /// Whether another block may begin: text can end anywhere, a call only with its arguments.
  var isClosable: Bool { open?.call == nil || arguments.isReached }

  /// Notes that a call has all its arguments.
  mutating func complete(_ call: Int) { if open?.call == call { arguments.isReached = true } }

  /// Closes the open block and begins another.
  mutating func begin(_ block: AnthropicBlock, into out: inout [UInt8]) {
    end(into: &out)
    open = block
    arguments = ObjectEnd()
    out.append("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":")
    out.append(contentsOf: String(index).utf8)
    out.append(",\"content_block\":")
    switch block {
    case .text: out.append("{\"type\":\"text\",\"text\":\"\"}")
    case .thinking: out.append("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
    case .call(_, let id, let name):
      out.append("{\"type\":\"tool_use\",\"id\":")
      writeJSONString(id, into: &out)
      out.append(",\"name\":")
      writeJSONString(name, into: &out)
      out.append(",\"input\":{}}")
    }
    out.append("}\n\n")
  }

  /// Goes on with the open block.
  mutating func write(_ text: String, into out: inout [UInt8]) {
    guard !text.isEmpty, let open else { return }
    switch open {
    case .text: delta("text_delta", "text", text, into: &out)
    case .thinking: delta("thinking_delta", "thinking", text, into: &out)
    case .call:
      arguments.read(text)
      delta("input_json_delta", "partial_json", text, into: &out)
    }
  }

  /// Closes the open block.
  mutating func end(into out: inout [UInt8]) {
    guard let block = open else { return }
    if block == .thinking, !signature.isEmpty { delta("signature_delta", "signature", signature, into: &out) }
    signature = ""
    if let call = block.call { closedCalls.insert(call) }
    open = nil
    out.append("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":")
    out.append(contentsOf: String(index).utf8)
    out.append("}\n\n")
    index &+= 1
  }

  private func delta(_ type: StaticString, _ member: StaticString, _ text: String, into out: inout [UInt8]) {
    out.append("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":")
    out.append(contentsOf: String(index).utf8)
    out.append(",\"delta\":{\"type\":\"")
    out.append(type)
    out.append("\",\"")
    out.append(member)
    out.append("\":")
    writeJSONString(text, into: &out)
    out.append("}}\n\n")
  }
}
