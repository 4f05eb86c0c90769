extension AnthropicMessagesCodec {
  static func conversation(_ request: DocumentField) throws(DialectError) -> Conversation {
    for name in ["container", "mcp_servers", "context_management", "inference_geo"] {
      if let field = request.member(name) {
        throw field.unsupported("must be left out: only Anthropic's dialect has it")
      }
    }
    var conversation = Conversation()
    if let system = request.member("system") { conversation.system = try texts(system) }
    for message in try request.required("messages").elements() { conversation.turns.append(try turn(message)) }
    conversation.maxTokens = try request.member("max_tokens")?.integer()
    conversation.sampling = Sampling(
      temperature: try request.member("temperature")?.number(), topP: try request.member("top_p")?.number(),
      topK: try request.member("top_k")?.number())
    for text in try request.member("stop_sequences")?.elements() ?? [] { conversation.stop.append(try text.string()) }
    if let config = request.member("output_config") {
      conversation.format = try config.member("format").map { field throws(DialectError) in try format(field) }
      conversation.effort = try config.member("effort").map { field throws(DialectError) in try effort(field) }
    }
    // The name that the field had while it was in beta.
    if conversation.format == nil {
      conversation.format = try request.member("output_format").map { field throws(DialectError) in try format(field) }
    }
    if conversation.effort == nil {
      conversation.effort = try request.member("thinking").flatMap { field throws(DialectError) in try budget(field) }
    }
    conversation.user = try request.member("metadata")?.member("user_id")?.string()
    conversation.stream = try request.member("stream")?.bool() ?? false
    try readTools(request, into: &conversation)
    return conversation
  }

  /// Text that may be a string or an array of text blocks.
  static func texts(_ field: DocumentField) throws(DialectError) -> [TextPart] {
    if let text = field.value.string { return [TextPart(text: text)] }
    var parts: [TextPart] = []
    for block in try field.elements() {
      let type = try block.required("type")
      guard try type.name() == "text" else { throw type.unsupported("must be text") }
      parts.append(
        TextPart(text: try block.required("text").string(), cacheControl: block.member("cache_control")?.value))
    }
    return parts
  }

  private static func format(_ field: DocumentField) throws(DialectError) -> OutputFormat {
    let type = try field.required("type")
    guard try type.name() == "json_schema" else { throw type.invalid("must be json_schema") }
    return .schema(try field.required("schema").object(), name: nil, strict: nil)
  }

  private static func effort(_ field: DocumentField) throws(DialectError) -> Effort {
    guard let effort = try field.name().word(Effort.self), effort != .off, effort != .minimal else {
      throw field.invalid("must be one of low, medium, high, xhigh, max")
    }
    return effort
  }

  /// The effort that goes with a budget of reasoning tokens; nil leaves it to the model.
  ///
  /// Thinking that is switched off says nothing either, because many servers refuse the word `none`.
  private static func budget(_ thinking: DocumentField) throws(DialectError) -> Effort? {
    guard let budget = try thinking.member("budget_tokens")?.integer() else { return nil }
    return budget < 4_096 ? .low : budget < 16_384 ? .medium : .high
  }
}
