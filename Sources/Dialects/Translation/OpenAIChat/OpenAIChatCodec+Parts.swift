extension OpenAIChatCodec {
  /// The parts of a message's content, which may be a string, an array, or nothing.
  static func parts(_ message: DocumentField) throws(DialectError) -> [Part] {
    guard let content = message.member("content") else { return [] }
    if let text = content.value.string {
      return [.text(TextPart(text: text, cacheControl: message.member("cache_control")?.value))]
    }
    var parts: [Part] = []
    for element in try content.elements() { parts.append(try part(element)) }
    return parts
  }

  private static func part(_ part: DocumentField) throws(DialectError) -> Part {
    let type = try part.required("type")
    let cacheControl = part.member("cache_control")?.value
    switch try type.name() {
    case "text":
      return .text(TextPart(text: try part.required("text").string(), cacheControl: cacheControl))
    case "refusal":
      return .text(TextPart(text: try part.required("refusal").string(), cacheControl: cacheControl))
    case "image_url":
      let image = try part.required("image_url")
      let url = image.value.string == nil ? try image.required("url") : image
      return .image(ImagePart(source: try source(url), cacheControl: cacheControl))
    case "file":
      let file = try part.required("file")
      guard let data = file.member("file_data") else {
        throw file.unsupported("must hold file_data: a file_id is known to one provider only")
      }
      let title = try file.member("filename")?.string()
      return .document(DocumentPart(source: try source(data), title: title, cacheControl: cacheControl))
    case let other:
      throw type.unsupported("\(other) is not translated; text, image_url and file are")
    }
  }

  private static func source(_ field: DocumentField) throws(DialectError) -> MediaSource {
    let url = try field.string()
    let utf8 = url.utf8
    guard let scheme = utf8.firstIndex(of: UInt8(ascii: ":")), utf8[..<scheme].isWord("data") else {
      return .url(url)
    }
    let rest = utf8[utf8.index(after: scheme)...]
    guard let comma = rest.firstIndex(of: UInt8(ascii: ",")),
      let header = String(rest[..<comma]), header.utf8.ends(with: ";base64"),
      let data = String(rest[rest.index(after: comma)...])
    else { throw field.unsupported("must be a URL, or a data: URL in base64") }
    // Parameters such as a file name may stand between the type and `;base64`.
    let mediaType = header.utf8.prefix { $0 != UInt8(ascii: ";") }
    return .base64(mediaType: String(mediaType)?.lowercased() ?? "", data: data)
  }
}
