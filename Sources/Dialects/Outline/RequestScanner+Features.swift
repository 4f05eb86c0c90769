/// The members that tell whether a setting is in force.
private enum SwitchField: UInt8, JSONField {
  case type, format

  static func named(in bytes: Span<UInt8>, at index: Int, count: Int) -> SwitchField? {
    switch count {
    case 4: matches("type", in: bytes, at: index) ? .type : nil
    case 6: matches("format", in: bytes, at: index) ? .format : nil
    default: nil
    }
  }
}

extension RequestScanner {
  /// Reads a field that only matters for what the request asks of a model.
  ///
  /// Their types are the upstream's business: a value that is not understood passes and asks for nothing.
  mutating func feature(_ field: RequestField, _ kind: JSONKind, in body: Span<UInt8>) throws(DialectError) {
    switch field {
    case .logprobs where kind == .bool:
      if try cursor.bool(in: body) { outline.features.insert(.logprobs) }
    case .topLogprobs where kind == .number:
      if integer(in: body, at: try cursor.number(in: body)) != 0 { outline.features.insert(.logprobs) }
    case .reasoningEffort where kind == .string:
      if word(try cursor.string(in: body), in: body) != "none" { outline.features.insert(.reasoning) }
    case .modalities where kind == .array: try modalities(in: body)
    case .responseFormat where kind == .object:
      if let type = try switches(in: body).type, type != "text" { outline.features.insert(.structuredOutput) }
    case .outputConfig where kind == .object:
      if try switches(in: body).hasFormat { outline.features.insert(.structuredOutput) }
    case .thinking where kind == .object:
      if let type = try switches(in: body).type, type != "disabled" { outline.features.insert(.reasoning) }
    default:
      try cursor.skipValue(in: body)
      guard kind == .object else { return }
      switch field {
      case .audio: outline.features.insert(.audio)
      case .outputFormat: outline.features.insert(.structuredOutput)
      case .reasoning: outline.features.insert(.reasoning)
      default: break
      }
    }
  }

  private mutating func modalities(in body: Span<UInt8>) throws(DialectError) {
    var more = try cursor.openArray(in: body)
    while more {
      if try cursor.kind(in: body) == .string {
        if word(try cursor.string(in: body), in: body) == "audio" { outline.features.insert(.audio) }
      } else {
        try cursor.skipValue(in: body)
      }
      more = try cursor.nextElement(in: body)
    }
  }

  /// A word that is compared with those that are known; a longer one is none of them.
  private func word(_ string: JSONText, in body: Span<UInt8>) -> String {
    string.range.count <= limits.wordBytes ? text(body, string) : "too long"
  }

  private mutating func switches(in body: Span<UInt8>) throws(DialectError) -> (type: String?, hasFormat: Bool) {
    var type: String?
    var hasFormat = false
    var seen: UInt64 = 0
    var more = try cursor.openObject(in: body)
    while more {
      let field = try cursor.field(SwitchField.self, seen: &seen, in: body)
      let kind = try cursor.kind(in: body)
      if field == .type, kind == .string {
        type = word(try cursor.string(in: body), in: body)
      } else {
        if field == .format, kind != .null { hasFormat = true }
        try cursor.skipValue(in: body)
      }
      more = try cursor.nextMember(in: body)
    }
    return (type, hasFormat)
  }
}
