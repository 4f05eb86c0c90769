/// The fields of an Anthropic `source`.
private enum SourceField: UInt8, JSONField {
  case type, data, content

  static func named(in bytes: Span<UInt8>, at index: Int, count: Int) -> SourceField? {
    switch count {
    case 4: matches("type", in: bytes, at: index) ? .type : matches("data", in: bytes, at: index) ? .data : nil
    case 7: matches("content", in: bytes, at: index) ? .content : nil
    default: nil
    }
  }
}

extension RequestScanner {
  /// What describes a medium: an address, or an object whose strings are addresses, data and formats.
  mutating func mediaData(in body: Span<UInt8>) throws(DialectError) {
    switch try cursor.kind(in: body) {
    case .string: countMedia(try cursor.string(in: body), in: body)
    case .object:
      var more = try cursor.openObject(in: body)
      while more {
        _ = try cursor.key(in: body)
        if try cursor.kind(in: body) == .string {
          countMedia(try cursor.string(in: body), in: body)
        } else {
          try cursor.skipValue(in: body)
        }
        more = try cursor.nextMember(in: body)
      }
    case .null: try cursor.null(in: body)
    case let kind: throw cursor.wrongType("an object", kind)
    }
  }

  /// A string that describes a medium counts as data if it carries it, not if it only says where it is.
  private mutating func countMedia(_ text: JSONText, in body: Span<UInt8>) {
    let isAddress = matches("http", in: body, at: text.range.lowerBound)
    if !isAddress, text.range.count > 64 { outline.mediaDataBytes &+= text.range.count }
  }

  /// An Anthropic source; true if it is text.
  mutating func source(in body: Span<UInt8>) throws(DialectError) -> Bool {
    let kind = try cursor.kind(in: body)
    guard kind == .object else { throw cursor.wrongType("an object", kind) }
    var isText = false
    var data: JSONText?
    var seen: UInt64 = 0
    var more = try cursor.openObject(in: body)
    while more {
      switch try cursor.field(SourceField.self, seen: &seen, in: body) {
      case .type where try cursor.kind(in: body) == .string:
        let type = try cursor.string(in: body)
        isText = type.range.count <= 32 && ["text", "content"].contains(text(body, type))
      case .data where try cursor.kind(in: body) == .string: data = try cursor.string(in: body)
      case .content:
        do throws(DialectError) { try content(.document, in: body) } catch { throw error.inside("content") }
      default: try cursor.skipValue(in: body)
      }
      more = try cursor.nextMember(in: body)
    }
    if let data {
      if isText { add(data, .document) } else { outline.mediaDataBytes &+= data.range.count }
    }
    return isText
  }
}
