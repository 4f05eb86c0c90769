/// Looks at the bytes of HTTP heads where they lie.
enum HTTPText {
  /// Where `byte` first stands at or behind `start`.
  static func index(of byte: UInt8, in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
    let raw = unsafe bytes.bytes  // A byte has no padding to expose.
    let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
    var index = start
    // Eight bytes at a time: the lowest of those that differ from the pattern in nothing ends the search.
    while index >= 0, index &+ 8 <= bytes.count {
      // Any eight bytes are a number, and the load is bounds-checked.
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian ^ pattern
      let hits = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if hits != 0 { return index &+ hits.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
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
    let raw = unsafe bytes.bytes  // A byte has no padding to expose.
    var index = 0
    while index < bytes.count {
      // Eight bytes at a time, as long as none of them is below the blank or is DEL.
      while index &+ 8 <= bytes.count {
        // Any eight bytes are a number, and the load is bounds-checked.
        let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
        let controls = (word &- 0x2020_2020_2020_2020) & ~word
        let deletes = ((word ^ 0x7F7F_7F7F_7F7F_7F7F) &- 0x0101_0101_0101_0101) & ~(word ^ 0x7F7F_7F7F_7F7F_7F7F)
        guard (controls | deletes) & 0x8080_8080_8080_8080 == 0 else { break }
        index &+= 8
      }
      let end = min(index &+ 8, bytes.count)
      while index < end {
        let byte = bytes[index]
        if byte == 127 || byte < 32 && byte != 9 { return false }
        index &+= 1
      }
    }
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

  // Letters, digits and !#$%&'*+-.^_`|~ as the bits of two words. Literals, as what is computed would be asked for whether
  // it is there yet at each byte.
  private static var tokenCharacters: (low: UInt64, high: UInt64) { (0x03FF_6CFA_0000_0000, 0x57FF_FFFF_C7FF_FFFE) }

  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 0x20 : byte }
}
