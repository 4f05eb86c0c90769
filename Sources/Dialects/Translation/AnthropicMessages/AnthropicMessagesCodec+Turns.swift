extension AnthropicMessagesCodec {
  /// The turn that one message is.
  static func turn(_ message: DocumentField) throws(DialectError) -> Turn {
    let field = try message.required("role")
    guard let role = try field.name().word(Turn.Role.self) else {
      throw field.invalid("must be one of user, assistant, system")
    }
    return Turn(role: role, parts: try parts(try message.required("content")))
  }

  private static func parts(_ content: DocumentField) throws(DialectError) -> [Part] {
    if let text = content.value.string { return [.text(TextPart(text: text))] }
    var parts: [Part] = []
    for block in try content.elements() { try add(block, to: &parts) }
    return parts
  }

  private static func add(_ block: DocumentField, to parts: inout [Part]) throws(DialectError) {
    let type = try block.required("type")
    let cacheControl = block.member("cache_control")?.value
    switch try type.name() {
    case "text":
      parts.append(.text(TextPart(text: try block.required("text").string(), cacheControl: cacheControl)))
    case "image":
      parts.append(.image(ImagePart(source: try imageSource(try block.required("source")), cacheControl: cacheControl)))
    case "document": try addDocument(block, to: &parts)
    case "tool_use":
      parts.append(
        .toolUse(
          ToolUse(
            id: try block.required("id").string(), name: try block.required("name").string(),
            input: ToolInput(try block.required("input").object()), cacheControl: cacheControl)))
    case "tool_result":
      parts.append(
        .toolResult(
          ToolResult(
            callID: try block.required("tool_use_id").string(),
            content: try block.member("content").map { field throws(DialectError) in try Self.parts(field) } ?? [],
            isError: try block.member("is_error")?.bool() ?? false, cacheControl: cacheControl)))
    // Only the provider that wrote them can read them again.
    case "thinking", "redacted_thinking": break
    case let other:
      throw type.unsupported("\(other) is not translated; text, image, document, tool_use and tool_result are")
    }
  }

  private static func imageSource(_ source: DocumentField) throws(DialectError) -> MediaSource {
    let type = try source.required("type")
    switch try type.name() {
    case "base64":
      return .base64(
        mediaType: try source.required("media_type").string(), data: try source.required("data").string())
    case "url": return .url(try source.required("url").string())
    case let other: throw type.unsupported("\(other) is not translated; base64 and url are")
    }
  }

  private static func addDocument(_ block: DocumentField, to parts: inout [Part]) throws(DialectError) {
    let source = try block.required("source")
    let type = try source.required("type")
    let title = try block.member("title")?.string()
    let cacheControl = block.member("cache_control")?.value
    if let context = try block.member("context")?.string() { parts.append(.text(TextPart(text: context))) }
    switch try type.name() {
    case "base64":
      let media = MediaSource.base64(
        mediaType: try source.required("media_type").string(), data: try source.required("data").string())
      parts.append(.document(DocumentPart(source: media, title: title, cacheControl: cacheControl)))
    case "text":
      let text = MediaSource.plainText(try source.required("data").string())
      parts.append(.document(DocumentPart(source: text, title: title, cacheControl: cacheControl)))
    case "content": parts += try Self.parts(try source.required("content"))
    case let other:
      throw type.unsupported("\(other) is not translated; base64, text and content are")
    }
  }
}
