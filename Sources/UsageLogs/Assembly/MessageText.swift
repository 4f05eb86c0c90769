/// The text of the last user turn in what a log keeps of a request.
///
/// Understood are lists of messages with `role` and `content` (OpenAI, Claude), with `parts` (OpenTelemetry,
/// Gemini), objects that hold such a list under `messages`, `input`, `contents` or `prompt`, and plain text.
enum MessageText {
  private static let maxDepth = 6

  /// Appends the text as UTF-8; nothing where there is none.
  static func appendLastUserTurn(of value: RawValue, to text: inout [UInt8], in arena: ByteArena) {
    request(value, depth: 0, &text, arena)
    // The file may hold bytes that are no UTF-8, and what reads the text relies on it.
    if !text.isEmpty, String(validating: text, as: UTF8.self) == nil {
      text = Array(String(decoding: text, as: UTF8.self).utf8)
    }
  }

  private static func request(_ value: RawValue, depth: Int, _ text: inout [UInt8], _ arena: ByteArena) {
    guard depth < maxDepth else { return }
    switch value.kind {
    case .array: lastTurn(value.bytes, depth: depth, &text, arena)
    case .object:
      for key: StaticString in ["messages", "input", "contents", "prompt"] {
        guard let inner = member(key, of: value.bytes) else { continue }
        return request(inner, depth: depth + 1, &text, arena)
      }
      // One message by itself.
      message(value.bytes, depth: depth, &text, arena)
    case .cell, .string:
      let plain = value.decoded(in: arena)
      var scanner = JSONScanner(plain)
      let first = scanner.peek()
      if first == UInt8(ascii: "[") || first == UInt8(ascii: "{"), let inner = scanner.value() {
        return request(inner, depth: depth + 1, &text, arena)
      }
      text.append(plain)
    default: break
    }
  }

  private static func lastTurn(_ list: ByteView, depth: Int, _ text: inout [UInt8], _ arena: ByteArena) {
    var last: ByteView?
    var scanner = JSONScanner(list, from: 1)
    while let value = scanner.value() {
      if value.kind == .object, let role = member("role", of: value.bytes), role.bytes.matches("user") {
        last = value.bytes
      } else if value.kind == .string, last == nil {
        text.removeAll(keepingCapacity: true)
        text.append(value.decoded(in: arena))
      }
      guard scanner.take(UInt8(ascii: ",")) else { break }
    }
    if let last {
      text.removeAll(keepingCapacity: true)
      message(last, depth: depth, &text, arena)
    }
  }

  private static func message(_ object: ByteView, depth: Int, _ text: inout [UInt8], _ arena: ByteArena) {
    guard let content = member("content", of: object) ?? member("parts", of: object) else { return }
    parts(content, depth: depth, &text, arena)
  }

  private static func parts(_ value: RawValue, depth: Int, _ text: inout [UInt8], _ arena: ByteArena) {
    guard depth < maxDepth else { return }
    switch value.kind {
    case .string: text.append(value.decoded(in: arena))
    case .array:
      var scanner = JSONScanner(value.bytes, from: 1)
      while let part = scanner.value() {
        if !text.isEmpty { text.append(0x0A) }
        let before = text.count
        if part.kind == .object {
          if let inner = member("text", of: part.bytes) ?? member("content", of: part.bytes) {
            parts(inner, depth: depth + 1, &text, arena)
          }
        } else {
          parts(part, depth: depth + 1, &text, arena)
        }
        // An image leaves no empty line.
        if text.count == before, before > 0 { text.removeLast() }
        guard scanner.take(UInt8(ascii: ",")) else { break }
      }
    default: break
    }
  }

  private static func member(_ key: StaticString, of object: ByteView) -> RawValue? {
    var scanner = JSONScanner(object, from: 1)
    while let name = scanner.key(), let value = scanner.value() {
      if name.matches(key) { return value.kind == .null ? nil : value }
      guard scanner.take(UInt8(ascii: ",")) else { break }
    }
    return nil
  }
}
