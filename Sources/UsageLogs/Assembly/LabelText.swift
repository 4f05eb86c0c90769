/// The first label of a value that may be a name or a list of tags.
enum LabelText {
  /// The label, nil where there is none; LiteLLM's own tags for the caller's software are none.
  static func first(of value: RawValue, in arena: ByteArena) -> ByteView? {
    switch value.kind {
    case .array: return tag(value.bytes, in: arena)
    case .cell, .string:
      let text = value.decoded(in: arena)
      guard text[0] == UInt8(ascii: "[") || text[0] == UInt8(ascii: "{") else { return text.isEmpty ? nil : text }
      return text[0] == UInt8(ascii: "{") ? nil : tag(text, in: arena)
    case .number: return value.bytes
    default: return nil
    }
  }

  private static func tag(_ list: ByteView, in arena: ByteArena) -> ByteView? {
    var scanner = JSONScanner(list, from: 1)
    while let value = scanner.value() {
      if value.kind == .string {
        let text = value.decoded(in: arena)
        if !text.isEmpty, !text.hasPrefix("User-Agent:") { return text }
      }
      guard scanner.take(UInt8(ascii: ",")) else { break }
    }
    return nil
  }
}
