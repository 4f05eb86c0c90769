extension ByteView {
  /// The bytes as text; what is not UTF-8 becomes U+FFFD.
  var string: String { withBuffer { String(decoding: $0, as: UTF8.self) } }

  /// The first bytes as text for a message, in at most `limit` characters.
  func excerpt(limit: Int = 60) -> String {
    let text = self[0..<limit * 4].string
    let short = text.prefix(limit)
    return short.count < text.count || count > limit * 4 ? short + "…" : String(short)
  }

  /// Whether the bytes are those of a word.
  @inline(__always)
  func matches(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    return hasPrefix(word)
  }

  /// Whether the bytes begin with those of a word.
  @inline(__always)
  func hasPrefix(_ word: StaticString) -> Bool {
    guard word.utf8CodeUnitCount <= count else { return false }
    let expected = ByteView(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    return self[0..<expected.count].equals(expected)
  }

  /// Whether the bytes are those of a word of lower-case ASCII letters, in any case.
  func matchesIgnoringCase(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    let expected = ByteView(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    for index in 0..<count {
      let byte = self[index]
      let lower = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
      if lower != expected[index] { return false }
    }
    return true
  }

  /// The bytes without white space around them.
  @inline(__always)
  var trimmed: ByteView {
    var lower = 0
    var upper = count
    while lower < upper, self[lower] <= 0x20 { lower &+= 1 }
    while upper > lower, self[upper &- 1] <= 0x20 { upper &-= 1 }
    return self[lower..<upper]
  }
}
