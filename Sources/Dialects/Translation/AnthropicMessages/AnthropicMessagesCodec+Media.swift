extension AnthropicMessagesCodec {
  private static let imageTypes = ["image/jpeg", "image/png", "image/gif", "image/webp"]
  private static let imageNames = Set(imageTypes.map { UTF8Name($0) })

  /// The `source` of an image block.
  static func imageSource(_ source: MediaSource) throws(DialectError) -> JSONValue {
    switch source {
    case .url(let url): return .object([("type", .string("url")), ("url", .string(url))])
    case .base64(let mediaType, let data):
      let type = UTF8Name(mediaType) == "image/jpg" ? "image/jpeg" : mediaType
      guard imageNames.contains(UTF8Name(type)) else {
        throw DialectError(
          .unsupported,
          "holds an image of type '\(mediaType)'; Anthropic's dialect takes \(imageTypes.joined(separator: ", "))",
          parameter: "messages")
      }
      return .object([("type", .string("base64")), ("media_type", .string(type)), ("data", .string(data))])
    case .plainText: throw DialectError(.unsupported, "holds an image that is text", parameter: "messages")
    }
  }

  /// A document block.
  static func documentBlock(_ document: DocumentPart) throws(DialectError) -> JSONValue {
    let source: JSONValue
    switch document.source {
    case .url(let url): source = .object([("type", .string("url")), ("url", .string(url))])
    case .plainText(let text):
      source = .object([
        ("type", .string("text")), ("media_type", .string("text/plain")), ("data", .string(text)),
      ])
    case .base64(let mediaType, let data):
      guard UTF8Name(mediaType) == "application/pdf" else {
        throw DialectError(
          .unsupported, "holds a file of type '\(mediaType)'; Anthropic's dialect takes application/pdf",
          parameter: "messages")
      }
      source = .object([("type", .string("base64")), ("media_type", .string(mediaType)), ("data", .string(data))])
    }
    return .object(present: [
      "type": .string("document"), "source": source, "title": document.title.map(JSONValue.string),
      "cache_control": document.cacheControl,
    ])
  }
}
