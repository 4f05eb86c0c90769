extension AnthropicMessagesCodec {
  /// Reads the tools, whether they must be called, and whether several may be.
  static func readTools(_ request: DocumentField, into conversation: inout Conversation) throws(DialectError) {
    for tool in try request.member("tools")?.elements() ?? [] {
      if let type = tool.member("type"), try type.name() != "custom" {
        throw type.unsupported("must be custom: tools that Anthropic defines or runs are not translated")
      }
      conversation.tools.append(
        ToolDefinition(
          name: try tool.required("name").string(), description: try tool.member("description")?.string(),
          parameters: try tool.required("input_schema").object(), strict: try tool.member("strict")?.bool(),
          cacheControl: tool.member("cache_control")?.value))
    }
    guard let choice = request.member("tool_choice") else { return }
    conversation.parallelCalls = try choice.member("disable_parallel_tool_use")?.bool() == true ? false : nil
    let type = try choice.required("type")
    switch try type.name() {
    case "auto": conversation.toolChoice = .auto
    case "none": conversation.toolChoice = .never
    case "any": conversation.toolChoice = .required
    case "tool":
      let name = try choice.required("name")
      guard conversation.tools.contains(where: { UTF8Name($0.name) == name.value.name }) else {
        throw name.invalid("must be the name of one of the tools")
      }
      conversation.toolChoice = .named(try name.string())
    default: throw type.invalid("must be one of auto, any, tool, none")
    }
  }

  /// The `tools` of a request.
  static func tools(_ definitions: [ToolDefinition]) -> JSONValue? {
    guard !definitions.isEmpty else { return nil }
    return .array(
      definitions.map { tool in
        .object(present: [
          "name": .string(tool.name), "description": tool.description.map(JSONValue.string),
          "input_schema": schema(tool.parameters), "strict": tool.strict == true ? .bool(true) : nil,
          "cache_control": tool.cacheControl,
        ])
      })
  }

  /// The `tool_choice` of a request that has tools.
  static func choice(_ choice: ToolChoice?, parallel: Bool?) -> JSONValue? {
    let single: JSONValue? = parallel == false ? .bool(true) : nil
    switch choice {
    case nil: return single.map { .object([("type", .string("auto")), ("disable_parallel_tool_use", $0)]) }
    case .auto: return .object(present: ["type": .string("auto"), "disable_parallel_tool_use": single])
    case .never: return .object([("type", .string("none"))])
    case .required: return .object(present: ["type": .string("any"), "disable_parallel_tool_use": single])
    case .named(let name):
      return .object(present: [
        "type": .string("tool"), "name": .string(name), "disable_parallel_tool_use": single,
      ])
    }
  }

  /// The schema of a tool's arguments, which Anthropic wants to be of an object.
  private static func schema(_ parameters: JSONValue?) -> JSONValue {
    guard case .object(let members)? = parameters, !members.isEmpty else {
      return .object([("type", .string("object")), ("properties", .object([]))])
    }
    if let type = parameters?["type"], !type.isNull { return .object(members) }
    return .object([("type", .string("object"))] + members.filter { UTF8Name($0.0) != "type" })
  }
}
