extension OpenAIChatCodec {
  /// The content of a message as an array.
  static func contentParts(_ parts: [Part]) throws(DialectError) -> JSONValue {
    var elements: [JSONValue] = []
    for part in parts { if let element = try contentPart(part) { elements.append(element) } }
    return .array(elements)
  }

  /// A part of a message's content, nil for what stands elsewhere.
  private static func contentPart(_ part: Part) throws(DialectError) -> JSONValue? {
    switch part {
    case .text(let text): return textPart(text.text)
    case .image(let image): return try imagePart(image.source)
    case .document(let document): return try filePart(document)
    case .toolUse, .toolResult: return nil
    }
  }

  private static func textPart(_ text: String) -> JSONValue {
    .object([("type", .string("text")), ("text", .string(text))])
  }

  private static func imagePart(_ source: MediaSource) throws(DialectError) -> JSONValue {
    let url: String
    switch source {
    case .base64(let mediaType, let data): url = "data:\(mediaType);base64,\(data)"
    case .url(let address): url = address
    case .plainText: throw DialectError(.unsupported, "holds an image that is text", parameter: "messages")
    }
    return .object([("type", .string("image_url")), ("image_url", .object([("url", .string(url))]))])
  }

  private static func filePart(_ document: DocumentPart) throws(DialectError) -> JSONValue {
    switch document.source {
    case .plainText(let text): return textPart(document.title.map { "\($0)\n\n\(text)" } ?? text)
    case .base64(let mediaType, let data):
      var name = document.title ?? "document"
      // The kind of a file is told by its name.
      if UTF8Name(mediaType) == "application/pdf", !name.utf8.ends(with: ".pdf") { name += ".pdf" }
      return .object([
        ("type", .string("file")),
        (
          "file",
          .object([("filename", .string(name)), ("file_data", .string("data:\(mediaType);base64,\(data)"))])
        ),
      ])
    case .url:
      throw DialectError(
        .unsupported, "holds a document by URL; OpenAI's dialect takes documents as base64 only", parameter: "messages")
    }
  }
}
