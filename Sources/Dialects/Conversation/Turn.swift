/// What one side says in a row.
struct Turn: Sendable, Hashable {
  /// Who speaks; results of tools are the user's.
  enum Role: String, Sendable, Hashable { case system, user, assistant }

  var role: Role
  var parts: [Part]
}

/// A piece of a turn.
enum Part: Sendable, Hashable {
  case text(TextPart)
  case image(ImagePart)
  case document(DocumentPart)
  case toolUse(ToolUse)
  case toolResult(ToolResult)
}

/// Text, with the mark for prompt caching that may follow it.
struct TextPart: Sendable, Hashable {
  var text: String
  var cacheControl: JSONValue?

  /// Whether there is nothing in it but white space, which Anthropic refuses.
  var isBlank: Bool { text.isBlank }
}

/// A picture.
struct ImagePart: Sendable, Hashable {
  var source: MediaSource
  var cacheControl: JSONValue?
}

/// A file that the model reads, such as a PDF.
struct DocumentPart: Sendable, Hashable {
  var source: MediaSource
  var title: String?
  var cacheControl: JSONValue?
}

/// Where the bytes of a picture or a file are.
enum MediaSource: Sendable, Hashable {
  case base64(mediaType: String, data: String)
  case url(String)
  case plainText(String)
}

extension String {
  /// Whether there is nothing in it but ASCII white space.
  var isBlank: Bool { utf8.allSatisfy { $0 == 0x20 || 0x09...0x0D ~= $0 } }
}
