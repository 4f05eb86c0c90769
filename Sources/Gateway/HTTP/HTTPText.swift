/// Looks at the bytes of HTTP heads where they lie.
enum HTTPText {
  /// Where `byte` first stands at or behind `start`.
  static func index(of byte: UInt8, in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
    var index = start
    while index < bytes.count {
      if bytes[index] == byte { return index }
      index += 1
    }
    return nil
  }

  /// True when both are the same but for the case of ASCII letters; `lowercase` has none in upper case.
  static func equal(_ bytes: Span<UInt8>, _ lowercase: StaticString) -> Bool {
    guard bytes.count == lowercase.utf8CodeUnitCount else { return false }
    return lowercase.withUTF8Buffer { expected in
      for index in bytes.indices where expected[index] != lower(bytes[index]) { return false }
      return true
    }
  }

  /// Where the bytes without the blanks and tabs at their ends are.
  static func trimmed(_ bytes: Span<UInt8>) -> Range<Int> {
    var (start, end) = (0, bytes.count)
    while start < end, bytes[start] == 32 || bytes[start] == 9 { start += 1 }
    while end > start, bytes[end - 1] == 32 || bytes[end - 1] == 9 { end -= 1 }
    return start..<end
  }

  /// The bytes as text; broken UTF-8 is mended.
  static func text(_ bytes: Span<UInt8>) -> String {
    unsafe bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  /// True when a list of tokens parted by commas has this one.
  static func list(_ bytes: Span<UInt8>, has token: StaticString) -> Bool {
    var start = 0
    while start <= bytes.count {
      let comma = index(of: UInt8(ascii: ","), in: bytes, from: start) ?? bytes.count
      let item = bytes.extracting(start..<comma)
      if equal(item.extracting(trimmed(item)), token) { return true }
      start = comma + 1
    }
    return false
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 0x20 : byte }
}
