extension OpenAIChatCodec {
  /// The turn that one message is, nil if nothing is in it.
  static func turn(_ message: DocumentField) throws(DialectError) -> Turn? {
    let role = try message.required("role")
    switch try role.name() {
    case "system", "developer": return Turn(role: .system, parts: try parts(message))
    case "user": return Turn(role: .user, parts: try parts(message))
    case "assistant": return Turn(role: .assistant, parts: try assistantParts(message))
    case "tool": return Turn(role: .user, parts: [.toolResult(try toolResult(message))])
    case "function": throw role.unsupported("function is not translated: use the role tool")
    default: throw role.invalid("must be one of system, developer, user, assistant, tool")
    }
  }

  private static func toolResult(_ message: DocumentField) throws(DialectError) -> ToolResult {
    ToolResult(
      callID: try message.required("tool_call_id").string(), content: try parts(message),
      isError: try message.member("is_error")?.bool() ?? false, cacheControl: message.member("cache_control")?.value)
  }

  private static func assistantParts(_ message: DocumentField) throws(DialectError) -> [Part] {
    for name in ["function_call", "audio"] {
      guard let field = message.member(name) else { continue }
      throw field.unsupported(
        name == "audio" ? "is not translated: only OpenAI's dialect has it" : "is not translated: use tool_calls")
    }
    var parts = try parts(message)
    if let refusal = try message.member("refusal")?.string(), !refusal.isEmpty {
      parts.append(.text(TextPart(text: refusal)))
    }
    for call in try message.member("tool_calls")?.elements() ?? [] {
      if let type = call.member("type"), try type.name() != "function" {
        throw type.unsupported("must be function: only OpenAI's dialect has custom tools")
      }
      let function = try call.required("function")
      let arguments = function.member("arguments")
      // Some servers hand out, and so some clients send back, arguments as an object.
      let input = arguments.map { $0.value.string.map(ToolInput.init(text:)) ?? ToolInput($0.value) }
      parts.append(
        .toolUse(
          ToolUse(
            id: try call.required("id").string(), name: try function.required("name").string(),
            input: input ?? ToolInput(text: ""), cacheControl: call.member("cache_control")?.value)))
    }
    return parts
  }
}
