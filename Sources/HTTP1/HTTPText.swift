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
      for index in bytes.indices where unsafe expected[index] != lower(bytes[index]) { return false }
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
    unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// The begin of the bytes as text, for messages: what is quoted back must not be as long as what was sent.
  static func excerpt(_ bytes: Span<UInt8>) -> String { text(bytes.extracting(first: 64)) }

  /// A number of 1 to 18 digits and nothing else, so that it always fits.
  static func number(_ bytes: Span<UInt8>) -> Int? {
    guard (1...18).contains(bytes.count) else { return nil }
    var number = 0
    for index in bytes.indices {
      guard bytes[index] >= 48, bytes[index] <= 57 else { return nil }
      number = number * 10 + Int(bytes[index] - 48)
    }
    return number
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

  /// True for what a field's value may have: no control character but the tab.
  static func isFieldValue(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where bytes[index] == 127 || (bytes[index] < 32 && bytes[index] != 9) { return false }
    return true
  }

  /// True for a token of RFC 9110 section 5.6.2.
  static func isToken(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices {
      let byte = bytes[index]
      let half = byte < 64 ? tokenCharacters.low : tokenCharacters.high
      guard byte < 128, half >> UInt64(byte & 63) & 1 == 1 else { return false }
    }
    return !bytes.isEmpty
  }

  // Letters, digits and !#$%&'*+-.^_`|~ as the bits of two words.
  private static let tokenCharacters: (low: UInt64, high: UInt64) = {
    var words: (low: UInt64, high: UInt64) = (0, 0)
    for byte in "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8 {
      if byte < 64 { words.low |= 1 << UInt64(byte) } else { words.high |= 1 << UInt64(byte - 64) }
    }
    return words
  }()

  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 0x20 : byte }
}
