extension OpenAIChatCodec {
  /// Reads the tools, whether they must be called, and whether several may be.
  static func readTools(_ request: DocumentField, into conversation: inout Conversation) throws(DialectError) {
    for tool in try request.member("tools")?.elements() ?? [] { conversation.tools.append(try definition(tool)) }
    conversation.parallelCalls = try request.member("parallel_tool_calls")?.bool()
    guard let choice = request.member("tool_choice") else { return }
    if let word = choice.value.string {
      conversation.toolChoice = try mode(UTF8Name(word), choice)
      return
    }
    let type = try choice.required("type")
    switch try type.name() {
    case "function":
      let name = try choice.required("function").required("name")
      guard conversation.tools.contains(where: { UTF8Name($0.name) == name.value.name }) else {
        throw name.invalid("must be the name of one of the tools")
      }
      conversation.toolChoice = .named(try name.string())
    case "allowed_tools":
      let allowed = try choice.required("allowed_tools")
      let mode = try allowed.required("mode")
      conversation.toolChoice = try self.mode(try mode.name(), mode)
      var names: Set<UTF8Name> = []
      for tool in try allowed.required("tools").elements() {
        names.insert(try tool.required("function").required("name").name())
      }
      conversation.tools.removeAll { !names.contains(UTF8Name($0.name)) }
    default: throw type.unsupported("must be function or allowed_tools: only OpenAI's dialect has custom tools")
    }
  }

  private static func mode(_ word: UTF8Name, _ field: DocumentField) throws(DialectError) -> ToolChoice {
    switch word {
    case "auto": .auto
    case "none": .never
    case "required": .required
    default: throw field.invalid("must be auto, none, required or an object that names a tool")
    }
  }

  private static func definition(_ tool: DocumentField) throws(DialectError) -> ToolDefinition {
    let type = try tool.required("type")
    guard try type.name() == "function" else {
      throw type.unsupported("must be function: only OpenAI's dialect has custom tools")
    }
    let function = try tool.required("function")
    return ToolDefinition(
      name: try function.required("name").string(), description: try function.member("description")?.string(),
      parameters: try function.member("parameters")?.object(), strict: try function.member("strict")?.bool(),
      cacheControl: tool.member("cache_control")?.value ?? function.member("cache_control")?.value)
  }

  /// The `tools` of a request.
  static func tools(_ definitions: [ToolDefinition]) -> JSONValue? {
    guard !definitions.isEmpty else { return nil }
    return .array(
      definitions.map { tool in
        .object(present: [
          "type": .string("function"),
          "function": .object(present: [
            "name": .string(tool.name), "description": tool.description.map(JSONValue.string),
            "parameters": tool.parameters, "strict": tool.isStrictHere ? .bool(true) : nil,
          ]),
        ])
      })
  }

  /// The `tool_choice` of a request.
  static func choice(_ choice: ToolChoice?) -> JSONValue? {
    switch choice {
    case nil: nil
    case .auto: .string("auto")
    case .never: .string("none")
    case .required: .string("required")
    case .named(let name):
      .object([("type", .string("function")), ("function", .object([("name", .string(name))]))])
    }
  }
}
