extension RequestScanner {
  /// Content in either dialect: a string, an array of parts, or null.
  mutating func content(_ role: TextRole, in body: Span<UInt8>) throws(DialectError) {
    switch try cursor.kind(in: body) {
    case .string: add(try cursor.string(in: body), role)
    case .null: try cursor.null(in: body)
    case .array:
      var index = 0
      var more = try cursor.openArray(in: body)
      while more {
        do throws(DialectError) { try part(role, in: body) } catch { throw error.inside("[\(index)]") }
        index &+= 1
        more = try cursor.nextElement(in: body)
      }
    case let kind: throw cursor.wrongType("a string or an array of content parts", kind)
    }
  }

  private mutating func part(_ role: TextRole, in body: Span<UInt8>) throws(DialectError) {
    let kind = try cursor.kind(in: body)
    guard kind == .object else { throw cursor.wrongType("an object", kind) }
    parts &+= 1
    // What a template puts between parts.
    outline.promptBytes &+= 4
    var media = Medium.none
    var seen: UInt64 = 0
    var more = try cursor.openObject(in: body)
    while more {
      let field = try cursor.field(PartField.self, seen: &seen, in: body)
      let start = cursor.position
      let mediaBytes = outline.mediaDataBytes
      do throws(DialectError) {
        switch field {
        case .type: media = media.or(try medium(in: body))
        case .text: try partText(role, in: body)
        case .thinking, .refusal: try partText(.assistant, in: body)
        case .imageURL:
          media = media.or(.image)
          try mediaData(in: body)
        case .videoURL:
          media = media.or(.video)
          try mediaData(in: body)
        case .inputAudio:
          media = media.or(.audio)
          try mediaData(in: body)
        case .file:
          media = media.or(.file)
          try mediaData(in: body)
        case .source: if try source(in: body) { media = media.asText() }
        case .content: try content(media == .file ? .document : .tool, in: body)
        case .input: try shownStrings(.assistant, in: body)
        case nil: try shown(in: body)
        }
        switch field {
        case .imageURL, .videoURL, .inputAudio, .file:
          // Names and addresses may be shown, the data are counted as media.
          let described = cursor.position &- start &- (outline.mediaDataBytes &- mediaBytes)
          outline.promptBytes &+= max(0, described)
        default: break
        }
      } catch { throw field.map { error.inside($0.name) } ?? error }
      more = try cursor.nextMember(in: body)
    }
    note(media)
  }

  private mutating func partText(_ role: TextRole, in body: Span<UInt8>) throws(DialectError) {
    switch try cursor.kind(in: body) {
    case .string: add(try cursor.string(in: body), role)
    case .null: try cursor.null(in: body)
    case let kind: throw cursor.wrongType("a string", kind)
    }
  }

  private mutating func medium(in body: Span<UInt8>) throws(DialectError) -> Medium {
    let kind = try cursor.kind(in: body)
    guard kind == .string else { throw cursor.wrongType("a string", kind) }
    let name = try cursor.string(in: body)
    // By far the most common type, and none of the media.
    if name.range.count == 4, matches("text", in: body, at: name.range.lowerBound) { return .none }
    return name.range.count <= 32 ? Medium(type: text(body, name)) : .none
  }

  private mutating func note(_ medium: Medium) {
    switch medium {
    case .none, .text: return
    case .image:
      outline.imageCount &+= 1
      outline.features.insert(.images)
      return
    case .audio: outline.features.insert(.audio)
    case .file: outline.features.insert(.files)
    case .video: break
    }
    outline.otherMediaCount &+= 1
  }

  /// Moves past a value that is shown to the model as it stands.
  mutating func shown(in body: Span<UInt8>) throws(DialectError) {
    let start = cursor.position
    try cursor.skipValue(in: body)
    outline.promptBytes &+= cursor.position &- start
  }

  /// Notes every string value in whatever follows as text; all of it, names and numbers too, is shown to the model.
  mutating func shownStrings(_ role: TextRole, in body: Span<UInt8>) throws(DialectError) {
    let start = cursor.position
    let before = outline.promptBytes
    try strings(role, in: body)
    outline.promptBytes = before &+ (cursor.position &- start)
  }

  /// Notes every string value in whatever follows as text.
  mutating func strings(_ role: TextRole, in body: Span<UInt8>) throws(DialectError) {
    switch try cursor.kind(in: body) {
    case .string: add(try cursor.string(in: body), role)
    case .array:
      var more = try cursor.openArray(in: body)
      while more {
        try strings(role, in: body)
        more = try cursor.nextElement(in: body)
      }
    case .object:
      var more = try cursor.openObject(in: body)
      while more {
        _ = try cursor.key(in: body)
        try strings(role, in: body)
        more = try cursor.nextMember(in: body)
      }
    default: try cursor.skipValue(in: body)
    }
  }
}
