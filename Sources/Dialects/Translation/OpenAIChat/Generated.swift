extension OpenAIChatCodec {
  /// What a message or a delta says besides calls, in the spellings that compatible servers use.
  struct Generated {
    var text = ""
    var reasoning = ""
    var refusal = ""

    init(_ message: JSONValue) {
      // DeepSeek's name first; other servers use the second, and a few send the same text under both.
      reasoning = message["reasoning_content"]?.string ?? message["reasoning"]?.string ?? ""
      refusal = message["refusal"]?.string ?? ""
      switch message["content"] {
      case .string(let content): text = content
      case .array(let blocks): for block in blocks { add(block) }
      default: break
      }
    }

    /// A block of the array that Mistral's reasoning models send as content.
    private mutating func add(_ block: JSONValue) {
      switch block["type"]?.name {
      case "text": text += block["text"]?.string ?? ""
      case "thinking":
        reasoning += block["thinking"]?.string ?? ""
        for inner in block["thinking"]?.array ?? [] { reasoning += inner["text"]?.string ?? "" }
      default: break
      }
    }
  }
}
