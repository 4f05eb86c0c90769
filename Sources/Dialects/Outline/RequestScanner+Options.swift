/// The member of `stream_options` that the gateway looks at.
private enum StreamOption: UInt8, JSONField {
  case includeUsage

  static func named(in bytes: Span<UInt8>, at index: Int, count: Int) -> StreamOption? {
    count == 13 && matches("include_usage", in: bytes, at: index) ? .includeUsage : nil
  }
}

/// The member of `metadata` that the gateway looks at.
private enum MetadataField: UInt8, JSONField {
  case useCase

  static func named(in bytes: Span<UInt8>, at index: Int, count: Int) -> MetadataField? {
    count == 8 && matches("use_case", in: bytes, at: index) ? .useCase : nil
  }
}

extension RequestScanner {
  mutating func streamOptions(_ kind: JSONKind, in body: Span<UInt8>) throws(DialectError) {
    guard kind != .null else { return try cursor.null(in: body) }
    guard kind == .object else { throw cursor.wrongType("an object", kind) }
    var seen: UInt64 = 0
    var more = try cursor.openObject(in: body)
    while more {
      if try cursor.field(StreamOption.self, seen: &seen, in: body) == nil {
        try cursor.skipValue(in: body)
      } else {
        do throws(DialectError) {
          _ = try cursor.kind(in: body)
          let start = cursor.position
          outline.includeUsage = try optionalBool(in: body)
          outline.includeUsageRange = start..<cursor.position
        } catch {
          throw error.inside("include_usage")
        }
      }
      more = try cursor.nextMember(in: body)
    }
  }

  mutating func metadata(_ kind: JSONKind, in body: Span<UInt8>) throws(DialectError) {
    guard kind != .null else { return try cursor.null(in: body) }
    guard kind == .object else { throw cursor.wrongType("an object", kind) }
    let start = cursor.position
    var seen: UInt64 = 0
    var more = try cursor.openObject(in: body)
    while more {
      if try cursor.field(MetadataField.self, seen: &seen, in: body) == nil {
        try cursor.skipValue(in: body)
      } else {
        do throws(DialectError) {
          outline.useCase = try optionalString(atMost: limits.useCaseBytes, in: body)
        } catch {
          throw error.inside("use_case")
        }
      }
      more = try cursor.nextMember(in: body)
    }
    outline.metadataRange = start..<cursor.position
  }
}
